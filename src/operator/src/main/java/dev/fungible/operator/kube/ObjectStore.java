package dev.fungible.operator.kube;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The latest that is known of each object of one kind. Written by one reflector, and by those who
 * have just changed an object and know what it became, so that nobody decides on a view from before
 * an own write. Safe for use by several threads.
 */
public final class ObjectStore<T extends Kept> {

  private final Map<String, T> objects = new ConcurrentHashMap<>();

  /** All objects, in no order. */
  public Collection<T> all() {
    return List.copyOf(objects.values());
  }

  /** The object of that key. */
  public Optional<T> find(String key) {
    return Optional.ofNullable(objects.get(key));
  }

  /** How many there are. */
  public int size() {
    return objects.size();
  }

  /**
   * What one's own write made of an object. It counts where the same object is known in an older
   * version; one that is gone does not come back.
   */
  public void refresh(T object) {
    objects.computeIfPresent(object.key(), (key, known) -> isNewer(object, known) ? object : known);
  }

  private boolean isNewer(T object, T known) {
    return object.uid().equals(known.uid()) && object.resourceVersion() > known.resourceVersion();
  }

  /**
   * What a watch says of an object; an older version than the known one of it says nothing.
   *
   * @return whether it says something new
   */
  boolean put(T object) {
    T known = objects.get(object.key());
    objects.merge(object.key(), object, (present, next) -> isOlder(next, present) ? present : next);
    return known == null || !(isOlder(object, known) || object.saysTheSameAs(known));
  }

  private boolean isOlder(T object, T known) {
    return known.uid().equals(object.uid()) && known.resourceVersion() > object.resourceVersion();
  }

  /**
   * The object is gone, or nothing depends on it any more.
   *
   * @return whether it was there
   */
  boolean remove(String key) {
    return objects.remove(key) != null;
  }

  /** What a complete list says: what it does not name is gone. */
  void replace(Map<String, T> listed) {
    objects.keySet().retainAll(listed.keySet());
    listed.values().forEach(this::put);
  }
}

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

  /** What a watch says of an object; an older version than the known one of it says nothing. */
  void put(T object) {
    objects.merge(
        object.key(),
        object,
        (known, next) ->
            known.uid().equals(next.uid()) && known.resourceVersion() > next.resourceVersion()
                ? known
                : next);
  }

  /** The object is gone, or nothing depends on it any more. */
  void remove(String key) {
    objects.remove(key);
  }

  /** What a complete list says: what it does not name is gone. */
  void replace(Map<String, T> listed) {
    objects.keySet().retainAll(listed.keySet());
    listed.values().forEach(this::put);
  }
}

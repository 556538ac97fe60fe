package dev.fungible.configuration;

import dev.fungible.scheduler.spi.Declarations;
import dev.fungible.scheduler.spi.Policy;
import dev.fungible.scheduler.spi.PolicyFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/** The policies that can be named in a configuration; immutable. */
public final class PolicyRegistry {

  private final SortedMap<String, PolicyFactory<?>> factories = new TreeMap<>();

  private PolicyRegistry(List<? extends PolicyFactory<?>> factories) {
    for (PolicyFactory<?> factory : factories) {
      PolicyFactory<?> other = this.factories.putIfAbsent(factory.name(), factory);
      if (other != null) {
        throw new IllegalStateException(
            "Two policies are named "
                + factory.name()
                + ", "
                + other.getClass().getName()
                + " and "
                + factory.getClass().getName()
                + "; expected every name once on the class path");
      }
    }
  }

  /**
   * Those that this loader and its parents see.
   *
   * @throws IllegalStateException if two have the same name
   * @throws java.util.ServiceConfigurationError if one cannot be loaded
   */
  @SuppressWarnings("rawtypes") // A class literal has no type arguments.
  public static PolicyRegistry load(ClassLoader loader) {
    List<PolicyFactory<?>> found = new ArrayList<>();
    for (PolicyFactory factory : ServiceLoader.load(PolicyFactory.class, loader)) {
      found.add(factory);
    }
    return new PolicyRegistry(found);
  }

  /**
   * These.
   *
   * @throws IllegalStateException if two have the same name
   */
  public static PolicyRegistry of(List<? extends PolicyFactory<?>> factories) {
    return new PolicyRegistry(factories);
  }

  /** Their names, sorted. */
  public List<String> names() {
    return List.copyOf(factories.keySet());
  }

  /**
   * The class of a factory.
   *
   * @throws IllegalArgumentException if there is no such factory
   */
  Class<?> type(String factoryName) {
    return factory(factoryName).getClass();
  }

  /**
   * A policy under its factory's name, with default settings.
   *
   * @throws IllegalArgumentException if there is no such factory
   */
  public PolicyEntry entry(String factoryName) {
    return new PolicyEntry(factoryName, factoryName, factory(factoryName).defaults());
  }

  /**
   * The policy that an entry describes, in a document that declares these classes and pools.
   *
   * @throws IllegalArgumentException if there is no such factory
   * @throws dev.fungible.scheduler.settings.SettingException if the settings cannot work together
   */
  public Policy create(PolicyEntry entry, Declarations declared) {
    PolicyFactory<?> factory = factory(entry.factoryName());
    if (!factory.defaults().getClass().isInstance(entry.settings())) {
      throw new IllegalArgumentException(
          "Policy "
              + entry.name()
              + " has settings of "
              + entry.settings().getClass()
              + "; expected "
              + factory.defaults().getClass());
    }
    @SuppressWarnings("unchecked") // The settings are of the factory's type, as just seen.
    PolicyFactory<Record> typed = (PolicyFactory<Record>) factory;
    return typed.create(entry.settings(), declared);
  }

  private PolicyFactory<?> factory(String name) {
    PolicyFactory<?> factory = factories.get(name);
    if (factory == null) {
      String guess = Closest.to(name, names()).map(known -> " Maybe " + known + "?").orElse("");
      throw new IllegalArgumentException(
          "There is no policy named "
              + name
              + "; expected "
              + YamlValue.oneOf(names())
              + "."
              + guess);
    }
    return factory;
  }
}

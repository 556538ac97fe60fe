package dev.fungible.scheduler.spi;

import dev.fungible.scheduler.settings.SettingException;

/**
 * Makes one kind of policy; found through {@link java.util.ServiceLoader}.
 *
 * <p>The settings are a record whose compact constructor refuses bad values with a {@link
 * SettingException}. Its components are the keys of the configuration; {@link #defaults()} gives
 * the value of each that is left out.
 *
 * @param <S> the settings record; {@link NoSettings} for a policy without any
 */
public interface PolicyFactory<S extends Record> {

  /** The name in the configuration, unique among all factories. */
  String name();

  /** The settings in force where the configuration is silent. */
  S defaults();

  /**
   * A policy of these settings.
   *
   * @throws SettingException if they cannot work together
   */
  Policy create(S settings);

  /**
   * The same among these declarations; for factories whose settings name classes or pools in a way
   * that only they can read.
   *
   * @throws SettingException if the settings cannot work together, or name what is not declared
   */
  default Policy create(S settings, Declarations declared) {
    return create(settings);
  }
}

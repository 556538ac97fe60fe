package dev.fungible.operator.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is in force, and what is refused, at one moment; immutable. A refused document never takes
 * the place of one in force.
 *
 * @param inForce the last good configuration; null where there has been none
 * @param refused what the ConfigMap has now, if that does not do; null if it is what is in force
 * @param note why there is no last good one to fall back on, for people; empty where there is
 */
public record ConfigurationState(
    @Nullable ConfigurationInForce inForce, @Nullable RefusedDocument refused, String note) {

  /** The ConfigMap has not been read yet. */
  static final ConfigurationState UNKNOWN = new ConfigurationState(null, null, "");

  /** Whether the ConfigMap has been read, whatever came of it. */
  public boolean isKnown() {
    return inForce != null || refused != null;
  }

  /** What a person should know or do; empty where the ConfigMap's document is in force. */
  public Optional<String> problem() {
    if (refused != null) {
      String rest =
          inForce == null
              ? " No configuration is in force" + (note.isEmpty() ? "." : ": " + note + ".")
              : " The last good configuration stays in force.";
      return Optional.of(refused.fault().message() + rest);
    }
    return inForce == null ? Optional.of("The configuration is not read yet.") : Optional.empty();
  }

  /** The same after the ConfigMap was found to have this. */
  ConfigurationState after(Judgement judgement) {
    return switch (judgement) {
      case ConfigurationInForce accepted when refused == null && isInForce(accepted) -> this;
      case ConfigurationInForce accepted -> new ConfigurationState(accepted, null, "");
      case RefusedDocument next when refused != null && refused.isSame(next) -> this;
      case RefusedDocument next -> new ConfigurationState(inForce, next, note);
    };
  }

  /** The same with this to fall back on. */
  ConfigurationState recalling(@Nullable ConfigurationInForce lastGood, String why) {
    return new ConfigurationState(lastGood, refused, why);
  }

  private boolean isInForce(ConfigurationInForce accepted) {
    return inForce != null
        && inForce.revision().hash().equals(accepted.revision().hash())
        && !inForce.revision().isRecalled();
  }
}

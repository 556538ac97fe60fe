package dev.fungible.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ColoursTest {

  /** As the Web Content Accessibility Guidelines ask of graphics. */
  private static final double CONTRAST = 3;

  private static final String LIGHT_PANEL = "#ffffff";
  private static final String DARK_PANEL = "#181b1f";

  @Test
  void showOnLightAndOnDark() {
    assertThat(all()).allMatch(colour -> contrast(colour, LIGHT_PANEL) >= CONTRAST);
    assertThat(all()).allMatch(colour -> contrast(colour, DARK_PANEL) >= CONTRAST);
  }

  @Test
  void mixNoClassWithAnother() {
    assertThat(all()).doesNotHaveDuplicates();
  }

  private static Stream<String> all() {
    return Stream.concat(
        Colours.ofClasses().values().stream(), Colours.ofStates().values().stream());
  }

  private static double contrast(String one, String other) {
    double a = luminance(one) + 0.05;
    double b = luminance(other) + 0.05;
    return Math.max(a, b) / Math.min(a, b);
  }

  private static double luminance(String colour) {
    double red = linear(Integer.parseInt(colour, 1, 3, 16));
    double green = linear(Integer.parseInt(colour, 3, 5, 16));
    double blue = linear(Integer.parseInt(colour, 5, 7, 16));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  private static double linear(int channel) {
    double value = channel / 255.0;
    return value <= 0.03928 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}

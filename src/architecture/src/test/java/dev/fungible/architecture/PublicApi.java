package dev.fungible.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.core.domain.JavaClass;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * All that a policy in somebody else's jar is compiled against, a line each: the public classes of
 * the model, the SPI and the settings, with what they extend and their public and protected
 * members.
 */
final class PublicApi {

  private static final String[] PACKAGES = {
    "dev.fungible.scheduler.model", "dev.fungible.scheduler.spi", "dev.fungible.scheduler.settings"
  };

  private PublicApi() {}

  /** The lines, sorted. */
  static List<String> lines() {
    TreeSet<String> lines = new TreeSet<>();
    for (JavaClass found : ProjectClasses.all().that(resideInAnyPackage(PACKAGES))) {
      Class<?> type = found.reflect();
      if (isVisible(type)) {
        lines.add(type.getName() + " " + head(type));
        members(type).forEach(member -> lines.add(type.getName() + "  " + member));
      }
    }
    return new ArrayList<>(lines);
  }

  private static boolean isVisible(Class<?> type) {
    for (Class<?> at = type; at != null; at = at.getEnclosingClass()) {
      if (!isOpen(at.getModifiers())) {
        return false;
      }
    }
    return !type.isSynthetic() && !type.getSimpleName().equals("package-info");
  }

  private static String head(Class<?> type) {
    List<String> above = new ArrayList<>();
    if (type.getGenericSuperclass() != null) {
      above.add(type.getGenericSuperclass().getTypeName());
    }
    Arrays.stream(type.getGenericInterfaces()).forEach(one -> above.add(one.getTypeName()));
    return Modifier.toString(type.getModifiers()) + " : " + String.join(", ", above);
  }

  private static List<String> members(Class<?> type) {
    List<String> result = new ArrayList<>();
    for (Method method : type.getDeclaredMethods()) {
      if (isOpen(method) && !method.isBridge()) {
        result.add(method.toGenericString().replace(type.getName() + ".", ""));
      }
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (isOpen(constructor)) {
        result.add(constructor.toGenericString());
      }
    }
    for (Field field : type.getDeclaredFields()) {
      if (isOpen(field)) {
        result.add(field.toGenericString().replace(type.getName() + ".", ""));
      }
    }
    return result;
  }

  private static <M extends AccessibleObject & Member> boolean isOpen(M member) {
    return isOpen(member.getModifiers()) && !member.isSynthetic();
  }

  private static boolean isOpen(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }
}

package dev.fungible.simulator.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The trials of a search; the base as it is comes first, and none comes twice. */
final class Trials {

  private static final int MOST = 1_000_000;

  private Trials() {}

  static List<Trial> of(List<Parameter> parameters, SearchSettings search) {
    SequencedSet<SequencedMap<String, @Nullable Object>> changes = new LinkedHashSet<>();
    changes.add(new LinkedHashMap<String, @Nullable Object>());
    if (!parameters.isEmpty()) {
      switch (search.kind()) {
        case GRID -> changes.addAll(grid(parameters));
        case RANDOM -> changes.addAll(random(parameters, search));
        case EACH -> changes.addAll(each(parameters));
      }
    }
    List<Trial> result = new ArrayList<>();
    for (SequencedMap<String, @Nullable Object> change : changes) {
      result.add(new Trial(result.size(), change));
    }
    return result;
  }

  private static List<SequencedMap<String, @Nullable Object>> grid(List<Parameter> parameters) {
    List<SequencedMap<String, @Nullable Object>> result =
        List.of(new LinkedHashMap<String, @Nullable Object>());
    for (Parameter parameter : parameters) {
      List<SequencedMap<String, @Nullable Object>> longer = new ArrayList<>();
      for (SequencedMap<String, @Nullable Object> start : result) {
        for (Object value : parameter.values().all()) {
          longer.add(with(start, parameter.path(), value));
        }
      }
      if (longer.size() > MOST) {
        throw new BadSweep(
            "The grid has more than "
                + MOST
                + " combinations; expected fewer. Maybe kind: Random?");
      }
      result = longer;
    }
    return result;
  }

  private static List<SequencedMap<String, @Nullable Object>> random(
      List<Parameter> parameters, SearchSettings search) {
    List<SequencedMap<String, @Nullable Object>> result = new ArrayList<>();
    SplittableRandom seeds = new SplittableRandom(search.seed());
    for (int i = 0; i < search.trials(); i++) {
      SplittableRandom random = seeds.split();
      SequencedMap<String, @Nullable Object> changes = new LinkedHashMap<>();
      for (Parameter parameter : parameters) {
        changes.put(parameter.path(), parameter.values().draw(random));
      }
      result.add(changes);
    }
    return result;
  }

  private static List<SequencedMap<String, @Nullable Object>> each(List<Parameter> parameters) {
    List<SequencedMap<String, @Nullable Object>> result = new ArrayList<>();
    for (Parameter parameter : parameters) {
      for (Object value : parameter.values().all()) {
        result.add(with(new LinkedHashMap<String, @Nullable Object>(), parameter.path(), value));
      }
    }
    return result;
  }

  private static SequencedMap<String, @Nullable Object> with(
      SequencedMap<String, @Nullable Object> changes, String path, @Nullable Object value) {
    SequencedMap<String, @Nullable Object> result = new LinkedHashMap<>(changes);
    result.put(path, value);
    return result;
  }
}

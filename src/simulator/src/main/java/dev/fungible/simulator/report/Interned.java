package dev.fungible.simulator.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Texts and lists of texts that are written once and then called by their index. */
final class Interned {

  private final Map<String, Integer> texts = new HashMap<>();
  private final Map<List<Integer>, Integer> lists = new HashMap<>();
  private final List<String> textsInOrder = new ArrayList<>();
  private final List<List<Integer>> listsInOrder = new ArrayList<>();

  /** The index of a text, new or known. */
  int text(String text) {
    return texts.computeIfAbsent(
        text,
        added -> {
          textsInOrder.add(added);
          return textsInOrder.size() - 1;
        });
  }

  /** The index of a list of texts, new or known. */
  int list(List<String> list) {
    List<Integer> indices = list.stream().map(this::text).toList();
    return lists.computeIfAbsent(
        indices,
        added -> {
          listsInOrder.add(added);
          return listsInOrder.size() - 1;
        });
  }

  /** All texts, by index. */
  ArrayNode texts() {
    ArrayNode node = JsonNodeFactory.instance.arrayNode();
    textsInOrder.forEach(node::add);
    return node;
  }

  /** All lists, by index, each as indices of texts. */
  ArrayNode lists() {
    ArrayNode node = JsonNodeFactory.instance.arrayNode();
    for (List<Integer> list : listsInOrder) {
      ArrayNode inner = node.addArray();
      list.forEach(inner::add);
    }
    return node;
  }
}

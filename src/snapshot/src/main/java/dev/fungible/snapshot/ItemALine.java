package dev.fungible.snapshot;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;

/** Breaks lines after the document's keys and after the items of its lists, and nowhere else. */
final class ItemALine extends MinimalPrettyPrinter {

  private static final long serialVersionUID = 1L;
  private static final int DEEPEST = 2;

  private static void breakLine(JsonGenerator json) throws IOException {
    if (json.getOutputContext().getNestingDepth() <= DEEPEST) {
      json.writeRaw('\n');
    }
  }

  @Override
  public void beforeObjectEntries(JsonGenerator json) throws IOException {
    breakLine(json);
  }

  @Override
  public void writeObjectEntrySeparator(JsonGenerator json) throws IOException {
    super.writeObjectEntrySeparator(json);
    breakLine(json);
  }

  @Override
  public void writeEndObject(JsonGenerator json, int entries) throws IOException {
    breakLine(json);
    super.writeEndObject(json, entries);
  }

  @Override
  public void beforeArrayValues(JsonGenerator json) throws IOException {
    breakLine(json);
  }

  @Override
  public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
    super.writeArrayValueSeparator(json);
    breakLine(json);
  }
}

package dev.fungible.e2e.run;

import java.io.IOException;
import java.time.Instant;
import java.util.regex.Pattern;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;

/**
 * Shows when nodes and pods were made, began and saved their work as a simulated clock had it then:
 * the cluster writes this by the clock on the wall, and whoever reads it goes by the other one.
 */
final class SimulatedStamps implements Interceptor {

  private static final Pattern OBJECTS = Pattern.compile("/api/v1/.*\\b(nodes|pods)\\b.*");

  private static final Pattern STAMP =
      Pattern.compile(
          "(\"(?:creationTimestamp|deletionTimestamp|startTime|startedAt|finishedAt"
              + "|lastTransitionTime|fungible\\.dev/last-checkpoint)\": *\")([0-9TZ:.-]+)\"");

  private final SimulatedTime time;

  SimulatedStamps(SimulatedTime time) {
    this.time = time;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    if (!OBJECTS.matcher(chain.request().url().encodedPath()).matches()) {
      return chain.proceed(chain.request());
    }
    // What is packed could not be read here.
    Response response =
        chain.proceed(chain.request().newBuilder().header("Accept-Encoding", "identity").build());
    ResponseBody body = response.body();
    BufferedSource shown = Okio.buffer(new Lines(body.source()));
    return response
        .newBuilder()
        .removeHeader("Content-Length")
        .body(ResponseBody.create(shown, body.contentType(), -1))
        .build();
  }

  private String shown(String json) {
    return STAMP
        .matcher(json)
        .replaceAll(found -> found.group(1) + time.at(Instant.parse(found.group(2))) + '"');
  }

  /** A line is a whole object: all of an answer, or one event of a watch. */
  private final class Lines extends ForwardingSource {

    private final BufferedSource lines;
    private final Buffer ready = new Buffer();

    Lines(BufferedSource lines) {
      super(lines);
      this.lines = lines;
    }

    @Override
    public long read(Buffer sink, long most) throws IOException {
      if (ready.exhausted()) {
        String line = lines.readUtf8Line();
        if (line == null) {
          return -1;
        }
        ready.writeUtf8(shown(line)).writeByte('\n');
      }
      return ready.read(sink, most);
    }
  }
}

package dev.fungible.e2e.run;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Ends an operator hard at one of its writes to nodes, pods and jobs: from then on none of its
 * requests reaches the server, and it hears no answer.
 */
final class CrashPoint implements Interceptor {

  /** On which side of the write it ends. */
  enum Side {
    /** The server does not see the write. */
    BEFORE,
    /** The server has carried it out. */
    AFTER
  }

  private final int write;
  private final Side side;
  private final List<String> writes = new CopyOnWriteArrayList<>();
  private final CountDownLatch reached = new CountDownLatch(1);

  /**
   * A point.
   *
   * @param write the number of the write, from 1; 0 for none
   */
  CrashPoint(int write, Side side) {
    this.write = write;
    this.side = side;
  }

  /** None: every write is noted. */
  static CrashPoint none() {
    return new CrashPoint(0, Side.AFTER);
  }

  /** The same point for another operator. */
  CrashPoint anew() {
    return new CrashPoint(write, side);
  }

  /** The writes so far, in order. */
  List<String> writes() {
    return writes;
  }

  /** Whether the operator has ended. */
  boolean isReached() {
    return reached.getCount() == 0;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    boolean last = isWrite(request) && number(request) == write;
    if (isReached() || (last && side == Side.BEFORE)) {
      throw crash();
    }
    Response response = chain.proceed(request);
    if (last) {
      response.close();
      throw crash();
    }
    return response;
  }

  private IOException crash() {
    reached.countDown();
    return new IOException("The operator has ended");
  }

  private synchronized int number(Request request) {
    if (!isReached()) {
      writes.add(request.method() + " " + request.url().encodedPath());
    }
    return writes.size();
  }

  private static boolean isWrite(Request request) {
    String path = request.url().encodedPath();
    boolean ofShifts =
        path.contains("/nodes/") || path.contains("/pods/") || path.contains("/jobs/");
    return ofShifts && !request.method().equals("GET");
  }
}

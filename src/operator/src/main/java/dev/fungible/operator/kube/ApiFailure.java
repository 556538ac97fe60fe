package dev.fungible.operator.kube;

/** A request that the API server refused, or that did not reach it. */
public final class ApiFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int code;

  /**
   * A failure.
   *
   * @param code the HTTP status; 0 when there was no answer
   * @param message what was asked, and what the server said, for people
   */
  public ApiFailure(int code, String message) {
    super(message);
    this.code = code;
  }

  /** The request did not get an answer; it may have taken effect. */
  static ApiFailure noAnswer(String request, Exception cause) {
    ApiFailure failure = new ApiFailure(0, request + ": " + cause);
    failure.initCause(cause);
    return failure;
  }

  /** The HTTP status; 0 when there was no answer, so that the request may have taken effect. */
  public int code() {
    return code;
  }

  /** The object is not there. */
  public boolean isNotFound() {
    return code == 404;
  }

  /** Another writer was faster, or the object is there already. */
  public boolean isConflict() {
    return code == 409;
  }

  /** The resource version is too old to go on from. */
  public boolean isExpired() {
    return code == 410;
  }

  /** The server asks for patience; for an eviction: a disruption budget holds. */
  public boolean isTooManyRequests() {
    return code == 429;
  }

  /** The object does not do: it will not do next time either. */
  public boolean isInvalid() {
    return code == 400 || code == 422;
  }
}

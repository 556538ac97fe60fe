package dev.fungible.image;

/** An image cannot be made; the message is for people. */
final class ImageFailed extends RuntimeException {

  private static final long serialVersionUID = 1;

  ImageFailed(String message) {
    super(message);
  }

  ImageFailed(String message, Throwable cause) {
    super(message, cause);
  }
}

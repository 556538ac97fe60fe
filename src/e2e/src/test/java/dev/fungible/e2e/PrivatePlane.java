package dev.fungible.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Control planes of one test's own, which it may break. Closed after the test. */
public final class PrivatePlane implements AutoCloseable {

  private final Binaries binaries;
  private final Path folder;
  private final List<ControlPlane> started = new ArrayList<>();

  PrivatePlane(Binaries binaries, Path folder) {
    this.binaries = binaries;
    this.folder = folder;
  }

  /** Starts a plane. */
  public ControlPlane start(PlaneSettings settings) {
    String name = ControlPlaneExtension.newName() + "-" + ProcessHandle.current().pid();
    ControlPlane plane = ControlPlane.start(binaries, folder.resolve(name), settings);
    started.add(plane);
    return plane;
  }

  /** A namespace on one of its planes. It goes with the plane. */
  public TestSpace space(ControlPlane plane) {
    return new TestSpace(plane, ControlPlaneExtension.newName());
  }

  @Override
  public void close() {
    started.forEach(ControlPlane::close);
  }
}

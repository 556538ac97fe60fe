package dev.fungible.policies;

/** Small systems of linear equations whose matrix is symmetric and positive definite. */
final class PositiveDefinite {

  private PositiveDefinite() {}

  /** Solves A x = b by Gaussian elimination, for which such a matrix needs no pivoting; keeps b. */
  static double[] solve(double[][] a, double[] b) {
    int n = b.length;
    double[][] left = new double[n][];
    for (int row = 0; row < n; row++) {
      left[row] = a[row].clone();
    }
    double[] x = b.clone();
    for (int pivot = 0; pivot < n; pivot++) {
      for (int row = pivot + 1; row < n; row++) {
        double factor = left[row][pivot] / left[pivot][pivot];
        for (int column = pivot; column < n; column++) {
          left[row][column] -= factor * left[pivot][column];
        }
        x[row] -= factor * x[pivot];
      }
    }
    for (int row = n - 1; row >= 0; row--) {
      for (int column = row + 1; column < n; column++) {
        x[row] -= left[row][column] * x[column];
      }
      x[row] /= left[row][row];
    }
    return x;
  }
}

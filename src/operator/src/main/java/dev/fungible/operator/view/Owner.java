package dev.fungible.operator.view;

/**
 * The controller of a pod.
 *
 * @param apiVersion like {@code batch/v1}
 */
public record Owner(String apiVersion, String kind, String name, String uid) {}

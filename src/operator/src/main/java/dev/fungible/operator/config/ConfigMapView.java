package dev.fungible.operator.config;

import dev.fungible.operator.kube.Kept;
import java.util.Map;

/**
 * What is kept of a ConfigMap.
 *
 * @param key namespace and name
 * @param data its text
 * @param binaryData its bytes
 */
record ConfigMapView(
    String key,
    String uid,
    long resourceVersion,
    Map<String, String> data,
    Map<String, byte[]> binaryData)
    implements Kept {}

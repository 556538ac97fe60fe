package dev.fungible.e2e;

/** A policy that shows that the API server applies such policies. */
final class AdmissionPolicy {

  static final String ADDS_A_LABEL =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: MutatingAdmissionPolicy
      metadata: {name: $SPACE}
      spec:
        matchConstraints:
          namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: $SPACE}}
          resourceRules:
          - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}
        reinvocationPolicy: Never
        failurePolicy: Fail
        mutations:
        - patchType: ApplyConfiguration
          applyConfiguration:
            expression: 'Object{metadata: Object.metadata{labels: {"example.com/mutated": "true"}}}'
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: MutatingAdmissionPolicyBinding
      metadata: {name: $SPACE}
      spec: {policyName: $SPACE}
      """;

  private AdmissionPolicy() {}
}

{{/* The one name of all that belongs to an installation, of which a cluster has one. */}}
{{- define "fungible-scheduler.name" -}}
fungible-scheduler
{{- end }}

{{- define "fungible-scheduler.labels" -}}
app.kubernetes.io/name: {{ include "fungible-scheduler.name" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{- end }}

{{- define "fungible-scheduler.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}
{{- end -}}
{{- end -}}
{{- end }}

{{/* The operator's service account, as the API server names it. */}}
{{- define "fungible-scheduler.user" -}}
system:serviceaccount:{{ .Release.Namespace }}:{{ include "fungible-scheduler.name" . }}
{{- end }}

{{/* The document that the operator reads: the preset, then the pools, then config. */}}
{{- define "fungible-scheduler.document" -}}
{{- $document := dict -}}
{{- if ne .Values.preset "default" -}}
{{- $preset := .Files.Get (printf "files/presets/%s.yaml" .Values.preset) | fromYaml -}}
{{- $document = index $preset.data "fungible.yaml" | fromYaml -}}
{{- end -}}
{{- $document = set $document "apiVersion" "fungible.dev/v1alpha1" -}}
{{- $document = set $document "pools" .Values.pools -}}
{{- toYaml (mustMergeOverwrite $document (deepCopy .Values.config)) -}}
{{- end }}

{{/* The names of all classes, as a list in one line. */}}
{{- define "fungible-scheduler.classes" -}}
{{- $names := list "training" "inference" "ranking" -}}
{{- range .Values.config.classes -}}
{{- $names = append $names .name -}}
{{- end -}}
[{{ join ", " $names }}]
{{- end }}

{{/* What every container of ours may not do. */}}
{{- define "fungible-scheduler.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{/* Whose processes they are. */}}
{{- define "fungible-scheduler.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{/*
The version of MutatingAdmissionPolicy that the cluster has. Without a cluster to ask, as in helm template, it goes by
the version of Kubernetes.
*/}}
{{- define "fungible-scheduler.mutatingPolicyVersion" -}}
{{- $group := "admissionregistration.k8s.io" -}}
{{- $versions := .Capabilities.APIVersions -}}
{{- $minor := .Capabilities.KubeVersion.Version -}}
{{- if $versions.Has (printf "%s/v1/MutatingAdmissionPolicy" $group) -}}
{{ $group }}/v1
{{- else if $versions.Has (printf "%s/v1beta1/MutatingAdmissionPolicy" $group) -}}
{{ $group }}/v1beta1
{{- else if and (not ($versions.Has "v1/Pod")) (semverCompare ">=1.36.0-0" $minor) -}}
{{ $group }}/v1
{{- else if and (not ($versions.Has "v1/Pod")) (semverCompare ">=1.34.0-0" $minor) -}}
{{ $group }}/v1beta1
{{- else -}}
{{- fail (printf "admission.classes.create: Kubernetes %s has no MutatingAdmissionPolicy here. Expected 1.36, or 1.34 and 1.35 with the API admissionregistration.k8s.io/v1beta1 switched on. Maybe leave it false, and write selectors and tolerations into pod templates?" $minor) -}}
{{- end -}}
{{- end }}

{{/* Users, groups and service accounts that a role is bound to. */}}
{{- define "fungible-scheduler.subjects" -}}
{{- range . }}
- kind: {{ .kind }}
  name: {{ .name | quote }}
  {{- if eq .kind "ServiceAccount" }}
  namespace: {{ .namespace }}
  {{- else }}
  apiGroup: rbac.authorization.k8s.io
  {{- end }}
{{- end }}
{{- end }}

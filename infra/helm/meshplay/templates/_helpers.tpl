{{- define "meshplay.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "meshplay.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" -}}
{{- else if contains (include "meshplay.name" .) .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "meshplay.name" .) | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "meshplay.selector" -}}
app.kubernetes.io/name: {{ include "meshplay.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: server
{{- end -}}

{{- define "meshplay.labels" -}}
{{ include "meshplay.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "meshplay.serviceAccount" -}}
{{- default (include "meshplay.fullname" .) .Values.serviceAccount.name -}}
{{- end -}}

{{- define "meshplay.ingressUrl" -}}
{{ ternary "https" "http" (not (empty .Values.ingress.tlsSecret)) }}://{{ .Values.ingress.host }}
{{- end -}}

{{- define "meshplay.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{ printf "%s@%s" .repository .digest }}
{{- else -}}
{{ printf "%s:%s" .repository (default $.Chart.AppVersion .tag) }}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* An environment variable out of a Secret that must be named. Arguments: variable, name of the value, the value. */ -}}
{{- define "meshplay.secretVariable" -}}
{{- $variable := index . 0 -}}
{{- $value := index . 1 -}}
{{- $secret := index . 2 -}}
- name: {{ $variable }}
  valueFrom:
    secretKeyRef:
      name: {{ required (printf "%s.secret.name is empty: make a Secret with the key %s and name it here" $value $secret.key) $secret.name }}
      key: {{ $secret.key }}
{{- end -}}

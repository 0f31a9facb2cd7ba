{{- define "freshet.labels" -}}
app.kubernetes.io/name: freshet
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{/* What selects the pods of one part: a dict of root and part. */}}
{{- define "freshet.selector" -}}
app.kubernetes.io/name: freshet
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .part }}
{{- end }}

{{- define "freshet.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{/* A pod: a dict of root, part, command, settings, resources, port. */}}
{{- define "freshet.pod" -}}
{{- $root := .root -}}
metadata:
  labels:
    {{- include "freshet.labels" $root | nindent 4 }}
    app.kubernetes.io/component: {{ .part }}
  annotations:
    checksum/settings: {{ toJson (list $root.Values.settings .settings $root.Values.kafka $root.Values.qdrant $root.Values.claims) | sha256sum }}
spec:
  automountServiceAccountToken: false
  enableServiceLinks: false
  terminationGracePeriodSeconds: 20
  securityContext:
    runAsNonRoot: true
    runAsUser: 10001
    runAsGroup: 10001
    fsGroup: 10001
    seccompProfile: {type: RuntimeDefault}
  {{- with $root.Values.imagePullSecrets }}
  imagePullSecrets: {{- toYaml . | nindent 4 }}
  {{- end }}
  topologySpreadConstraints:
    {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
    - maxSkew: 1
      topologyKey: {{ . }}
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "freshet.selector" (dict "root" $root "part" $.part) | nindent 10 }}
    {{- end }}
  {{- with $root.Values.nodeSelector }}
  nodeSelector: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $root.Values.tolerations }}
  tolerations: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $root.Values.affinity }}
  affinity: {{- toYaml . | nindent 4 }}
  {{- end }}
  containers:
    - name: {{ .command }}
      image: {{ include "freshet.image" $root }}
      imagePullPolicy: {{ $root.Values.image.pullPolicy }}
      args: [{{ .command | quote }}]
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities: {drop: ["ALL"]}
      ports:
        - {name: http, containerPort: {{ .port }}}
      env:
        # What a pod of this name had under way it takes up again.
        - name: FRESHET_FLOW_INSTANCE_ID
          valueFrom: {fieldRef: {fieldPath: metadata.name}}
        - {name: FRESHET_DATA, value: /data}
        - {name: FRESHET_HTTP_HOST, value: "0.0.0.0"}
        - {name: FRESHET_HTTP_PORT, value: {{ .port | quote }}}
        - {name: FRESHET_KAFKA_BOOTSTRAP, value: {{ required "kafka.bootstrap: give the brokers, HOST:PORT,HOST:PORT" $root.Values.kafka.bootstrap | quote }}}
        - {name: FRESHET_QDRANT_ADDRESS, value: {{ required "qdrant.address: give HOST:PORT of Qdrant's gRPC interface" $root.Values.qdrant.address | quote }}}
        {{- with $root.Values.claims.location }}
        {{- if and (hasPrefix "file:" .) (not $root.Values.claims.volumeClaim) }}
        {{- fail "claims.volumeClaim: give a volume that all pods mount at /claims, or an s3:// location" }}
        {{- end }}
        - {name: FRESHET_CLAIM_LOCATION, value: {{ . | quote }}}
        {{- end }}
        {{- range $name, $value := merge (dict) .settings $root.Values.settings }}
        - {name: {{ $name }}, value: {{ if kindIs "float64" $value }}{{ if eq (floor $value) $value }}{{ int64 $value | quote }}{{ else }}{{ $value | quote }}{{ end }}{{ else }}{{ $value | quote }}{{ end }}}
        {{- end }}
      {{- with compact (list $root.Values.kafka.secret $root.Values.qdrant.secret $root.Values.claims.secret) }}
      envFrom:
        {{- range . }}
        - secretRef: {name: {{ . }}}
        {{- end }}
      {{- end }}
      startupProbe:
        httpGet: {path: /health/live, port: http}
        periodSeconds: 2
        failureThreshold: 60
      livenessProbe:
        httpGet: {path: /health/live, port: http}
        periodSeconds: 10
        timeoutSeconds: 5
      readinessProbe:
        httpGet: {path: /health/ready, port: http}
        periodSeconds: 5
        timeoutSeconds: 5
      resources: {{- toYaml .resources | nindent 8 }}
      volumeMounts:
        - {name: data, mountPath: /data}
        - {name: tmp, mountPath: /tmp}
        {{- if $root.Values.claims.volumeClaim }}
        - {name: claims, mountPath: /claims}
        {{- end }}
        {{- if $root.Values.kafka.filesSecret }}
        - {name: kafka, mountPath: /run/kafka, readOnly: true}
        {{- end }}
        {{- if and $root.Values.apiKeysSecret (eq .command "query-service") }}
        - {name: keys, mountPath: /run/keys, readOnly: true}
        {{- end }}
  volumes:
    - name: data
      emptyDir: {sizeLimit: {{ $root.Values.dataSize }}}
    - name: tmp
      emptyDir: {sizeLimit: 1Gi}
    {{- with $root.Values.claims.volumeClaim }}
    - name: claims
      persistentVolumeClaim: {claimName: {{ . }}}
    {{- end }}
    {{- with $root.Values.kafka.filesSecret }}
    - name: kafka
      secret: {secretName: {{ . }}}
    {{- end }}
    {{- if and $root.Values.apiKeysSecret (eq .command "query-service") }}
    - name: keys
      secret: {secretName: {{ $root.Values.apiKeysSecret }}}
    {{- end }}
{{- end }}

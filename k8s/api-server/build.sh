#!/bin/sh
# Builds an API server of Kubernetes and a kubectl out of Go modules, and collects the kinds of the operators that the components are for:
# what `npm run verify` applies every overlay to. Needs Go; for Strimzi's kinds also Maven and a Java of 21 or newer (STRIMZI_JAVA).
# About ten minutes of processor time on a fresh machine; what is there already is not made again.
#   sh k8s/api-server/build.sh            prints the folder
set -eu
version=1.37.2
folder="${TRELLIS_API_SERVER_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/trellis/kubernetes-$version}"
mkdir -p "$folder/crds"
echo "$folder"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
exec >&2

# A module of its own per purpose: what they need of each other's dependencies does not agree.
module() {
  mkdir -p "$work/$1" && cd "$work/$1"
  [ -f go.mod ] || go mod init "trellis/$1" 2>/dev/null
}
folder_of() { go mod download -json "$1" | sed -n 's/.*"Dir": "\(.*\)".*/\1/p'; }

if ! [ -x "$folder/kube-apiserver" ] || ! [ -x "$folder/kubectl" ]; then
  module kubernetes
  go mod edit -require "k8s.io/kubernetes@v$version"
  sources="$(folder_of "k8s.io/kubernetes@v$version")"
  for each in $(sed -n 's/^\t\(k8s\.io\/[a-z0-9-]*\) v0\.0\.0\( .*\)\{0,1\}$/\1/p' "$sources/go.mod" | sort -u); do
    go mod edit -replace "$each=$each@v0.${version#1.}"
  done
  for command in kube-apiserver kubectl; do go mod edit -tool "k8s.io/kubernetes/cmd/$command"; done
  go mod tidy
  stamp="-X k8s.io/component-base/version.gitVersion=v$version -X k8s.io/component-base/version.gitMajor=1 -X k8s.io/component-base/version.gitMinor=37"
  for command in kube-apiserver kubectl; do
    CGO_ENABLED=0 go build -p "${BUILD_JOBS:-2}" -trimpath -ldflags "-s -w $stamp" -o "$folder/$command" "k8s.io/kubernetes/cmd/$command"
  done
fi

if ! [ -f "$folder/crds/keda.sh_scaledobjects.yaml" ]; then
  module keda
  cp "$(folder_of github.com/kedacore/keda/v2@v2.21.0)"/config/crd/bases/keda.sh_*.yaml "$folder/crds/"
fi
if ! [ -f "$folder/crds/gateway.networking.k8s.io_httproutes.yaml" ]; then
  module gateway
  cp "$(folder_of sigs.k8s.io/gateway-api@v1.6.3)"/config/crd/standard/gateway.networking.k8s.io_*.yaml "$folder/crds/"
fi
if ! [ -f "$folder/crds/external-secrets.io_externalsecrets.yaml" ]; then
  module external
  cp "$(folder_of github.com/external-secrets/external-secrets@v1.3.2)"/config/crds/bases/external-secrets.io_externalsecrets.yaml "$folder/crds/" ||
    echo "NOT THERE: the kinds of External Secrets"
fi
if ! [ -f "$folder/crds/monitoring.coreos.com_podmonitors.yaml" ]; then
  module monitoring
  printf 'package monitoring\n\nimport _ "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"\n' > monitoring.go
  go get github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring@v0.95.2
  go get -tool sigs.k8s.io/controller-tools/cmd/controller-gen@v0.20.1
  go mod tidy
  go tool controller-gen crd:crdVersions=v1,maxDescLen=0 \
    paths=github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1 output:crd:dir="$folder/crds"
fi
if ! [ -f "$folder/crds/strimzi-KafkaTopic.yaml" ] && command -v mvn > /dev/null && [ -n "${STRIMZI_JAVA:-}" ]; then
  mkdir -p "$work/strimzi" && cd "$work/strimzi"
  cat > pom.xml << 'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>trellis</groupId><artifactId>kinds</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.strimzi</groupId><artifactId>crd-generator</artifactId><version>1.2.0</version></dependency>
    <dependency><groupId>io.strimzi</groupId><artifactId>api</artifactId><version>1.2.0</version></dependency>
  </dependencies>
</project>
POM
  mvn --quiet dependency:copy-dependencies -DoutputDirectory=lib
  for kind in topic.KafkaTopic user.KafkaUser kafka.Kafka nodepool.KafkaNodePool; do
    # A name without a folder ends in a NullPointerException.
    "$STRIMZI_JAVA" -cp 'lib/*' io.strimzi.crdgenerator.CrdGenerator "io.strimzi.api.kafka.model.$kind=$folder/crds/strimzi-${kind#*.}.yaml"
  done
fi
ls "$folder" "$folder/crds" | wc -l

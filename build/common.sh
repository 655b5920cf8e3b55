# shellcheck shell=bash
# Shared by ./ramais and ./test: sourced, never run. Everything is said on stderr: stdout belongs to the program that runs.

: "${root:?set by whoever sources this}"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

say() { printf 'ramais: %s\n' "$*" >&2; }

# have PROGRAM: on the PATH or, where it has slashes, at a path of that pattern.
have() {
  case $1 in
    */*) compgen -G "$1" >/dev/null ;;
    *) command -v "$1" >/dev/null 2>&1 ;;
  esac
}

# The SDK that global.json asks for, or one line with the cure.
require_sdk() {
  (cd "$root" && dotnet --version >/dev/null 2>&1) && return
  say 'falta o SDK do .NET 10; instale-o como em https://learn.microsoft.com/dotnet/core/install/linux e repita o comando.'
  exit 1
}

can_install() { [ "$(id -u)" = 0 ] && have apt-get; }

# Debian starts a service as soon as its package is installed, on every interface; where this file says 101, it does not.
service_policy=/usr/sbin/policy-rc.d

apt_install() (
  if [ ! -e "$service_policy" ]; then
    trap 'rm -f "$service_policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$service_policy" && chmod 755 "$service_policy"
  fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" </dev/null >/dev/null 2>&1
)

# install_packages PACKAGE…: false when they could not be installed. A fresh machine has no package lists, hence the second try.
install_packages() {
  apt_install "$@" && return
  DEBIAN_FRONTEND=noninteractive apt-get update -q </dev/null >/dev/null 2>&1 && apt_install "$@"
}

# One build of this checkout at a time. The descriptor is closed for the build itself: what it leaves running must not keep the lock.
lock_build() {
  mkdir -p "$root/artifacts"
  exec 9>"$root/artifacts/build.lock"
  flock 9
}

unlock_build() { exec 9>&-; }

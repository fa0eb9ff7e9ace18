#!/usr/bin/env bash
# Says whether the server answers that it is ready, with nothing but the shell. Argument: its port.
set -euo pipefail
port=${1:-8080}
exec 3<>"/dev/tcp/127.0.0.1/$port"
printf 'GET /health/ready HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$port" >&3
read -r -t 3 _ code _ <&3
[ "$code" = 200 ]

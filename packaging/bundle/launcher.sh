#!/bin/sh
# 自查网页：第一次运行装到本文件夹，不要管理员权限，不联网。
set -e
cd "$(dirname "$0")"
if [ ! -x env/bin/python ]; then
  for each in python@PYTHON@ python3; do
    if "$each" -c 'import sys; sys.exit(sys.version_info[:2] != (@VERSION@))' 2>/dev/null; then found=$each; break; fi
  done
  if [ -z "${found:-}" ]; then
    echo "这台电脑没有 Python @PYTHON@。请信息中心装上。" >&2
    exit 2
  fi
  echo "第一次使用，正在装到本文件夹，约一分钟……" >&2
  trap 'rm -rf env' EXIT
  "$found" -m venv env
  env/bin/python -m pip install -q --no-index --find-links wheels "@WHAT@"
  trap - EXIT
fi
exec env/bin/python -m checker serve "$@"

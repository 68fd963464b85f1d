@echo off
rem 自查网页：第一次运行装到本文件夹，不要管理员权限，不联网。
setlocal
cd /d "%~dp0"
if exist "python\python.exe" (
  "python\python.exe" -m checker serve %*
  goto ended
)
if exist "env\Scripts\python.exe" goto serve
set "PY="
py -@PYTHON@ -c "" 2>nul && set "PY=py -@PYTHON@"
if not defined PY python -c "import sys; sys.exit(sys.version_info[:2] != (@VERSION@))" 2>nul && set "PY=python"
if not defined PY goto nopython
echo 第一次使用，正在装到本文件夹，约一分钟……
%PY% -m venv "env" || goto failed
"env\Scripts\python.exe" -m pip install -q --no-index --find-links "wheels" "@WHAT@" || goto failed
:serve
"env\Scripts\python.exe" -m checker serve %*
goto ended
:nopython
echo 这台电脑没有 Python @PYTHON@。请信息中心装上，或者换成自带 Python 的那一份安装包。
goto ended
:failed
echo 没有装成。请删掉本文件夹里的 env 再试；还不行，把上面的文字告诉信息中心。
if exist "env" rmdir /s /q "env"
:ended
pause

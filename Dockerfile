# One image for all roles: docker run identity serve --roles worker
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/Identity.App --configuration Release --output /app --nologo

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN install --directory --owner=$APP_UID --group=$APP_UID --mode=0700 /data /keys
COPY --from=build /app /app
ENV PATH="/app:$PATH" \
    Data__Directory=/data \
    Server__Url=http://0.0.0.0:5000 \
    AdminApi__Url=http://0.0.0.0:5001 \
    Console__Url=http://0.0.0.0:5002 \
    Worker__Url=http://0.0.0.0:5003 \
    DOTNET_EnableDiagnostics=0
WORKDIR /data
VOLUME ["/data", "/keys"]
EXPOSE 5000 5001 5002 5003
USER $APP_UID
# The management address sees every role of the process, and nobody outside the container sees it. There is no curl in the image.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["/bin/bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/5009 && printf 'GET /health HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["identity"]
CMD ["serve"]

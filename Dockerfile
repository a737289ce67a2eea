# One image for all roles: docker run identity serve --roles server
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/Identity.App -c Release -o /app -p:ContinuousIntegrationBuild=true

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# 1654 is the user of this image that is not root; volumes that are new get the owner of their folder here.
RUN mkdir /data /keys && chown 1654:1654 /data /keys && chmod 700 /data /keys
COPY --from=build /app /app
USER 1654:1654
WORKDIR /data
ENV Data__Directory=/data \
    DOTNET_gcServer=0
EXPOSE 5000 5001 5002 5003
ENTRYPOINT ["/app/identity"]
CMD ["serve"]

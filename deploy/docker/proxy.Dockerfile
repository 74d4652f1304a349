# The waiting room as a proxy in front of a web site. It runs as an unprivileged user on an image without a shell. From the repository's
# root:
#
#   docker build -f deploy/docker/proxy.Dockerfile --build-arg SDK_IMAGE=… --build-arg RUNTIME_IMAGE=… -t traffictacos-proxy .
#
# SDK_IMAGE is Microsoft's dotnet/sdk:10.0-noble. RUNTIME_IMAGE is its dotnet/aspnet:10.0-noble-chiseled. Take both from a registry or
# mirror that you trust; docs/proxy.md has the command.
ARG SDK_IMAGE
ARG RUNTIME_IMAGE

FROM ${SDK_IMAGE} AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/TrafficTacos.Queueing.Proxy --configuration Release --output /proxy

FROM ${RUNTIME_IMAGE} AS proxy
COPY --from=build /proxy /proxy
WORKDIR /proxy
# The user "app" of Microsoft's images, as a number, so that Kubernetes can see that it is not root.
USER 1654:1654
# Nothing is written to the file system, not even the socket of the runtime's diagnostics.
ENV DOTNET_EnableDiagnostics=0
EXPOSE 8080 8081
STOPSIGNAL SIGTERM
ENTRYPOINT ["dotnet", "/proxy/TrafficTacos.Queueing.Proxy.dll"]

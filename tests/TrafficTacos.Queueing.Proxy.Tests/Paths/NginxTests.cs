using System.Diagnostics;
using System.Globalization;

namespace TrafficTacos.Queueing.Proxy.Tests.Paths;

/// <summary>The same with a server of others as the shop, which resolves paths in its own way.</summary>
public sealed class NginxTests
{
    [Fact]
    public async Task What_nginx_reads_as_protected_meets_the_gate()
    {
        var folder = Directory.CreateTempSubdirectory("traffictacos-nginx-").FullName;
        var port = RedisServer.FreePort();
        await File.WriteAllTextAsync(Path.Combine(folder, "nginx.conf"), string.Create(CultureInfo.InvariantCulture, $$"""
            daemon off; master_process off; pid {{folder}}/pid; error_log stderr crit;
            events { }
            http {
              access_log off;
              client_body_temp_path {{folder}}; proxy_temp_path {{folder}}; fastcgi_temp_path {{folder}}; uwsgi_temp_path {{folder}}; scgi_temp_path {{folder}};
              server {
                listen 127.0.0.1:{{port}};
                location / { add_header X-Page open always; return 200; }
                location ~* ^/+shop { add_header X-Page shop always; return 200; }
              }
            }
            """));
        var start = new ProcessStartInfo("nginx", ["-c", Path.Combine(folder, "nginx.conf"), "-p", folder]) { UseShellExecute = false };
        // Debian puts it where only root's PATH looks.
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin";
        start.FileName = File.Exists("/usr/sbin/nginx") ? "/usr/sbin/nginx" : "nginx";
        using var nginx = Process.Start(start)!;
        try
        {
            var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
            await Eventually.IsTrueAsync(() => IsListeningAsync(address));
            await using var proxy = await ProxyProcess.StartAsync(ClosedProxy.Settings(address.AbsoluteUri));
            var past = new List<string>();
            var protectedOnes = 0;
            foreach (var target in Spellings.All.Where(target => target.StartsWith('/')))
            {
                protectedOnes += (await new RawRequest("GET", target).SendAsync(address)).Header("X-Page") is "shop" ? 1 : 0;
                if ((await new RawRequest("GET", target).SendAsync(proxy.Address)).Header("X-Page") is "shop")
                    past.Add(target);
            }

            Assert.Empty(past);
            // Without the proxy, these are the shop.
            Assert.True(protectedOnes > 500, $"{protectedOnes} targets are the shop for nginx.");
        }
        finally
        {
            nginx.Kill();
            await nginx.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> IsListeningAsync(Uri address)
    {
        try
        {
            await new RawRequest("GET", "/").SendAsync(address);
            return true;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}

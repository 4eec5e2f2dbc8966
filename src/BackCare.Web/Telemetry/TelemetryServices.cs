using BackCare.Storage;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace BackCare.Web.Telemetry;

/// <summary>Meters and spans, sent to a collector when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one; logs as JSON when <c>Logging:Json</c> is true.</summary>
public static class TelemetryServices
{
    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string SamplerVariable = "OTEL_TRACES_SAMPLER";

    extension(WebApplicationBuilder builder)
    {
        public void AddTelemetry()
        {
            if (builder.Configuration.GetValue<bool>("Logging:Json"))
                builder.Logging.ClearProviders().AddJsonConsole(console => console.UseUtcTimestamp = true);

            Measure(builder.Services);
            if (builder.Configuration[EndpointVariable] is { Length: > 0 })
                builder.Services.AddHostedService<Collector>();
        }
    }

    private static void Measure(IServiceCollection services)
    {
        var store = services.LastOrDefault(service => service.ServiceType == typeof(IConversationStore));
        if (store?.ImplementationFactory is not { } make)
            return;

        services.Remove(store);
        services.AddSingleton<IConversationStore>(provider => new MeasuredConversationStore((IConversationStore)make(provider)));
    }

    /// <summary>
    /// What sends meters and spans to the collector, as long as the program runs. The exporter reads its variables itself. ASP.NET's own
    /// spans stay out: addresses of streams carry a ticket.
    /// </summary>
    private sealed class Collector : IHostedService, IDisposable
    {
        private MeterProvider? _meters;
        private TracerProvider? _spans;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            var resource = ResourceBuilder.CreateDefault().AddService("backcare", serviceVersion: Health.HealthRoutes.Version);
            _meters = Sdk.CreateMeterProviderBuilder()
                .SetResourceBuilder(resource)
                .AddMeter(BackCareMeters.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
                .AddOtlpExporter()
                .Build();
            var spans = Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(resource)
                .AddSource(BackCareMeters.Name)
                .AddOtlpExporter();
            // Left to itself a span is sampled when its parent is, and that is ASP.NET's, which nobody listens to.
            if (Environment.GetEnvironmentVariable(SamplerVariable) is not { Length: > 0 })
                spans.SetSampler(new AlwaysOnSampler());
            _spans = spans.Build();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            _meters?.ForceFlush(2_000);
            _spans?.ForceFlush(2_000);
            return Task.CompletedTask;
        }

        public void Dispose()
        {
            _meters?.Dispose();
            _spans?.Dispose();
        }
    }
}

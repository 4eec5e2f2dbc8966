using BackCare;
using BackCare.Channels;
using BackCare.Channels.BotConnector;
using BackCare.Channels.Conversations;
using BackCare.Channels.DirectLine;
using BackCare.Passages;
using BackCare.Storage;
using BackCare.Web;
using BackCare.Web.Health;
using BackCare.Web.Limits;
using BackCare.Web.Pages;
using BackCare.Web.Privacy;
using BackCare.Web.Sources;
using BackCare.Web.Teams;
using BackCare.Web.Telemetry;

// Settings and data lie beside the program, wherever it is started from.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

if (args.Contains("--version"))
{
    var options = builder.Configuration.GetSection(BackCareOptions.Section).Get<BackCareOptions>() ?? new BackCareOptions();
    Console.WriteLine($"BackCare {HealthRoutes.Version}, {CorpusVersion.Of(Path.Combine(AppContext.BaseDirectory, options.Corpus))}");
    return 0;
}

builder.Services
    .AddBackCareStorage()
    .AddSingleton<ConversationTurns>()
    .AddBackCare()
    .AddSingleton<IBotHost, BotHost>()
    .AddBotConnector()
    .AddDirectLine()
    .AddPages()
    .AddPrivacy<BackCareBot>()
    .AddTeams()
    .AddLimits();

builder.AddTelemetry();

var app = builder.Build();

// A bad corpus or a store of a newer program stops the start, with every problem, rather than the first message.
try
{
    app.Services.GetRequiredService<Assistant>();
    app.Services.GetRequiredService<IBot>();
    await app.OpenStore();
}
catch (Exception exception) when (exception is CorpusException or StoreSchemaException or StoreUnavailableException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}

app.UseLimits();
app.MapHealth();
app.MapBotConnector();
app.MapDirectLine();
app.MapChatPage();
app.MapSourceView();

app.Run();
return 0;

using System.Text.Encodings.Web;

namespace BackCare.Web.Pages;

/// <summary>Where the chat page and its parts are found.</summary>
public static class PageRoutes
{
    private const string Script = "text/javascript; charset=utf-8";
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    extension(WebApplication app)
    {
        /// <summary>The chat at the root, and the script that puts it into other pages.</summary>
        public WebApplication MapChatPage()
        {
            var words = app.Services.GetRequiredService<PageWords>();
            var policy = app.Services.GetRequiredService<PagePolicy>();

            app.Serve("/", words.Fill(Text("index.html"), HtmlEncoder.Default.Encode), "text/html; charset=utf-8", policy.Apply);
            app.Serve("/chat.css", Text("chat.css"), "text/css; charset=utf-8");
            app.Serve("/mark.svg", Text("mark.svg"), "image/svg+xml");
            app.Serve("/words.js", words.ToModule(), Script);
            foreach (var module in new[] { "chat.js", "line.js", "show.js" })
                app.Serve($"/{module}", Text(module), Script);

            // The one file that is meant for pages of other origins.
            app.Serve("/embed.js", words.Fill(Text("embed.js"), JavaScriptEncoder.Default.Encode), Script, http => http.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin");
            return app;
        }

        private void Serve(string path, string content, string type, Action<HttpContext>? prepare = null)
        {
            var file = new PageFile(content, type);
            app.MapMethods(path, Reading, http =>
            {
                prepare?.Invoke(http);
                return file.Send(http);
            });
        }
    }

    private static string Text(string name) => PageFile.ReadText(name) ?? throw new InvalidOperationException($"The program was built without wwwroot/{name}.");
}

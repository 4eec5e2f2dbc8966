using BackCare.Web.Pages;

namespace BackCare.Web.Sources;

/// <summary>Where a citation leads: <c>/sources/{source}#{passage}</c>.</summary>
public static class SourceRoutes
{
    private const string Html = "text/html; charset=utf-8";

    extension(WebApplication app)
    {
        public WebApplication MapSourceView()
        {
            var words = app.Services.GetRequiredService<PageWords>();
            var policy = app.Services.GetRequiredService<PagePolicy>();

            app.MapGet("/sources", http => Send(http, SourcePage.OfAll(Assistant(http).Corpus, words)));
            app.MapGet("/sources/{source}", http =>
            {
                // Asked for at each request: the corpus may have been exchanged since the start.
                var corpus = Assistant(http).Corpus;
                if (corpus.Sources.FirstOrDefault(source => source.Id == (string?)http.GetRouteValue("source")) is { } found)
                    return Send(http, SourcePage.Of(found, [.. corpus.Passages.Where(passage => passage.Source.Id == found.Id)], words));

                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return Send(http, SourcePage.OfNone(words));
            });
            return app;

            Task Send(HttpContext http, string html)
            {
                policy.Apply(http);
                return new PageFile(html, Html).Send(http);
            }
        }
    }

    private static Assistant Assistant(HttpContext http) => http.RequestServices.GetRequiredService<Assistant>();
}

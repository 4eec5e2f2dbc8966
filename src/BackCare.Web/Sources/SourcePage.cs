using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using BackCare.Passages;
using BackCare.Replies;
using BackCare.Web.Pages;

namespace BackCare.Web.Sources;

/// <summary>Pure: articles and their passages → HTML that needs no script. A passage is marked by the address alone.</summary>
internal static class SourcePage
{
    private const string NotStated = "not stated";

    /// <summary>All articles.</summary>
    public static string OfAll(Corpus corpus, PageWords words)
    {
        var html = new StringBuilder();
        html.Append($"<h1>{Safe(words["sourcesTitle"])}</h1><p>{Safe(words["sourcesText"])}</p><ul class=\"shelf\">");
        foreach (var source in corpus.Sources)
        {
            var count = corpus.Passages.Count(passage => passage.Source.Id == source.Id).ToString(CultureInfo.InvariantCulture);
            var from = string.Join(" · ", new[] { source.Publisher, source.Byline, source.Date }.Where(part => part != NotStated).Distinct().Append($"{count} {words["sourceCount"]}"));
            html.Append($"<li><a href=\"/sources/{Uri.EscapeDataString(source.Id)}\"><strong dir=\"auto\">{Safe(source.Title)}</strong><span dir=\"auto\">{Safe(from)}</span></a></li>");
        }

        return Page(words, words["sourcesTitle"], html.Append("</ul>").ToString(), isShelf: true);
    }

    /// <summary>One article: what it states of itself, and every passage that is quoted from it, in its order.</summary>
    public static string Of(Source source, ImmutableArray<Passage> passages, PageWords words)
    {
        var html = new StringBuilder();
        html.Append($"<h1 dir=\"auto\">{Safe(source.Title)}</h1><dl>");
        html.Append(Stated(words, "sourceByline", source.Byline)).Append(Stated(words, "sourcePublisher", source.Publisher));
        html.Append(Stated(words, "sourceDate", source.Date)).Append(Stated(words, "sourceWords", source.WordsBelongTo)).Append("</dl>");
        if (source.Link is { } link && link.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            html.Append($"<p><a href=\"{Safe(link)}\" rel=\"noopener noreferrer\">{Safe(words["original"])}</a></p>");

        html.Append($"<h2>{Safe(words["sourcePassages"])}</h2>");
        foreach (var part in passages.OrderBy(PassagePlace.Of).GroupBy(passage => PassagePlace.Of(passage).Heading))
        {
            html.Append("<div class=\"passages\">");
            foreach (var passage in part)
                html.Append(Quoted(passage, words));
            html.Append("</div>");
        }

        return Page(words, source.Title, html.ToString());
    }

    /// <summary>There is no such article.</summary>
    public static string OfNone(PageWords words) => Page(words, words["sourceNotFound"], $"<h1>{Safe(words["sourceNotFound"])}</h1>");

    private static string Quoted(Passage passage, PageWords words)
    {
        var evidence = ReplyJson.Word(passage.Evidence);
        var note = passage.Note is null ? "" : $" <span dir=\"auto\">{Safe(passage.Note)}</span>";
        // What is withheld is not repeated here either.
        var shown = passage.Evidence == Evidence.Withheld
            ? $"<p>{Safe(words["withheldText"])}</p>"
            : $"<blockquote dir=\"auto\"><p>“{Safe(passage.Quote)}”</p></blockquote>";

        return $"""
            <article class="passage {evidence}" id="{Safe(passage.Id)}">
            <p class="place">{Safe(passage.Locator)}</p>
            <h3 class="title" dir="auto">{Safe(passage.Title)}</h3>
            {shown}
            <p class="evidence"><strong class="mark-word">{Safe(words[$"evidence.{evidence}"])}</strong>{note}</p>
            </article>

            """;
    }

    private static string Stated(PageWords words, string name, string value) =>
        $"<dt>{Safe(words[name])}</dt><dd dir=\"auto\">{Safe(value == NotStated ? words["sourceNotStated"] : value)}</dd>";

    private static string Page(PageWords words, string title, string body, bool isShelf = false) => $"""
        <!doctype html>
        <html lang="{Safe(words["language"])}" dir="{Safe(words["direction"])}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Safe(title)} · {Safe(words["name"])}</title>
        <meta name="color-scheme" content="light dark">
        <link rel="icon" href="/mark.svg" type="image/svg+xml">
        <link rel="stylesheet" href="/chat.css">
        </head>
        <body>
        <header class="top">
        <p class="brand"><svg class="mark" aria-hidden="true" viewBox="0 0 32 32"><circle cx="17.6" cy="3.2" r="1.7"/><circle cx="19.6" cy="7" r="1.9"/><circle cx="19.6" cy="11.3" r="2.1"/><circle cx="17.2" cy="15.4" r="2.3"/><circle cx="14.2" cy="19.4" r="2.5"/><circle cx="12.8" cy="24.2" r="2.7"/><circle cx="15.2" cy="29" r="2.6"/></svg>{Safe(words["name"])}</p>
        <nav aria-label="{Safe(words["menu"])}">{(isShelf ? "" : $"<a class=\"back\" href=\"/sources\">{Safe(words["sourceBack"])}</a>")}<a class="back" href="/">{Safe(words["sourceChat"])}</a></nav>
        </header>
        <main class="article">{body}</main>
        </body>
        </html>

        """;

    private static string Safe(string text) => HtmlEncoder.Default.Encode(text);
}

using System.Diagnostics;
using BackCare.Analysis;

namespace BackCare.Tests.Analysis;

public sealed class TokenizerTests
{
    [Theory]
    [InlineData("Is ice massage safe?", "is ice massage safe")]
    [InlineData("I can't, I cant, I can’t, I can not, I cannot", "i cannot i cannot i cannot i cannot i cannot")]
    [InlineData("I don't / dont; I'm / im; I’ll be ill", "i do not do not i am i am i will be ill")]
    [InlineData("5-10 minutes, 1,000 times at 38.5 or 2day", "5 10 minutes 1000 times at 38.5 or 2day")]
    [InlineData("my mum's back, the massage's end", "my mum back the massage end")]
    [InlineData("n u m b between my legs", "numb between my legs")]
    [InlineData("c a n ' t  p e e", "cannot pee")]
    [InlineData("i c a n t p e e", "i cannot pee")]
    [InlineData("ｎｕｍｂ nüмb 𝐧𝐮𝐦𝐛 n​umb", "numb numb numb numb")]
    [InlineData("ch3st p@in and f3ver, 4yo on 10am", "chest pain and fever 4yo on 10am")]
    [InlineData("a@b.com", "a b com")]
    [InlineData("(lower-back)\tpain", "lower back pain")]
    [InlineData("спина болит", "спина болит")]
    public void Text_becomes_folded_words(string text, string words)
    {
        string.Join(' ', Tokenizer.Tokenize(text).Select(token => token.Text)).ShouldBe(words);
    }

    [Fact]
    public void Tokens_know_their_place_in_the_text_as_it_came()
    {
        const string text = "Ŕeally… 𝐧𝐮𝐦𝐛, can’t feel​it";

        var tokens = Tokenizer.Tokenize(text);

        tokens.Select(token => text.Substring(token.Start, token.Length)).ShouldBe(["Ŕeally", "𝐧𝐮𝐦𝐛", "can’t", "feel​it"]);
    }

    [Fact]
    public void The_break_behind_a_token_is_kept()
    {
        Tokenizer.Tokenize("no pain, but numb. ok? yes").Select(token => token.After)
            .ShouldBe([Break.None, Break.Clause, Break.None, Break.Sentence, Break.Question, Break.None]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \0\u0001\t")]
    [InlineData("\uD800\uDC00\uDFFF\uD83D")]
    [InlineData("'''`@$!''")]
    [InlineData("a'")]
    [InlineData("!a!1$'b'$@@")]
    public void Any_string_is_read(string? text)
    {
        Should.NotThrow(() => Tokenizer.Tokenize(text!));
    }

    [Fact]
    public void Random_text_is_read_with_places_inside_it()
    {
        var random = new Random(7);
        const string letters = "ab c'’@$!1.5,-?п\u200B\uD835\uDC27é\u0301 \n";
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => letters[random.Next(letters.Length)]));
            foreach (var token in Tokenizer.Tokenize(text))
                (token.Start >= 0 && token.Length >= 0 && token.Start + token.Length <= text.Length && token.Text.Length > 0).ShouldBeTrue(text);
        }
    }

    [Theory]
    [InlineData("numb down there ")]
    [InlineData("a b c d ")]
    [InlineData("p@in!so$")]
    [InlineData("é’n")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    public void A_million_characters_take_less_than_seconds(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        var watch = Stopwatch.StartNew();

        Tokenizer.Tokenize(text);

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(8));
    }
}

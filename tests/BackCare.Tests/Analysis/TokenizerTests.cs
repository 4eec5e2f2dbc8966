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
    [InlineData("w4nt t0, s0 h1t m3; L4 and S1, t12, b3", "want to so hit me l4 and s1 t12 b3")]
    [InlineData("c a n ' t  p e e", "cannot pee")]
    [InlineData("i c a n t p e e", "i cannot pee")]
    [InlineData("ｎｕｍｂ nüмb 𝐧𝐮𝐦𝐛 n​umb", "numb numb numb numb")]
    [InlineData("ch3st p@in and f3ver, 4yo on 10am", "chest pain and fever 4yo on 10am")]
    [InlineData("up at 5am, 1st of two", "up at 5am 1st of two")]
    [InlineData("i want to d|e, $elf h@rm", "i want to die self harm")]
    [InlineData("can*t f*e*e*l my b*u*m", "cannot feel my bum")]
    [InlineData("pain|numb, ice_massage, never+ever, wont|dont", "pain numb ice massage never ever will not do not")]
    [InlineData("fe ver, sui cide, nu mb, my le gs, I can t fe el it", "fever suicide numb my legs i cannot feel it")]
    [InlineData("nu-mb but an x-ray, a check-up and a back-ache", "numb but an x ray a check up and a back ache")]
    [InlineData("35 f ever since, spa in Bath, 15 min or so, air con vent, do me good", "35 f ever since spa in bath 15 min or so air con vent do me good")]
    [InlineData("nu<b></b>mb, fe<wbr>ver, num<!-- hidden -->b, <b>numb</b> legs", "numb fever numb numb legs")]
    [InlineData("less <than> 5 & 50% of <my> legs", "less than 5 50 of my legs")]
    [InlineData("numb<!-- I can't pee -->", "numb i cannot pee")]
    [InlineData("\u001B[2Jfever and n\u001B[0mumb", "fever and numb")]
    [InlineData("sui\0cide and num\0b", "suicide and numb")]
    [InlineData("%6Eumb, can%27t, n&#117;mb, &#x6E;umb &amp; sore", "numb cannot numb numb sore")]
    [InlineData("🌡️39.4", "temperature 39.4")]
    [InlineData("p.e.e or l e g but i c u", "pee or leg but i c u")]
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
    [InlineData("lost,control,of,my,bladder")]
    [InlineData("numb... left... foot... for... weeks")]
    [InlineData("I\nwet\r\nmyself\nand\ndidn't\nnotice")]
    public void Stops_behind_every_word_part_no_clauses(string text)
    {
        Tokenizer.Tokenize(text).ShouldAllBe(token => token.After == Break.None);
    }

    [Theory]
    [InlineData("pain, swelling, heat, redness")]
    [InlineData("no pain, numb, weak, tired")]
    [InlineData("numb? left? foot? of? mine?")]
    public void Stops_of_a_list_stay(string text)
    {
        Tokenizer.Tokenize(text).Count(token => token.After != Break.None).ShouldBeGreaterThanOrEqualTo(3);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \0\u0001\t")]
    [InlineData("\uD800\uDC00\uDFFF\uD83D")]
    [InlineData("'''`@$!''")]
    [InlineData("a'")]
    [InlineData("!a!1$'b'$@@")]
    [InlineData("<b<!--<a>&#x110000;&#xD800;&#;&;%2%zz\u001B[\u001B[9|*a|b*")]
    public void Any_string_is_read(string? text)
    {
        Should.NotThrow(() => Tokenizer.Tokenize(text!));
    }

    [Fact]
    public void Random_text_is_read_with_places_inside_it()
    {
        var random = new Random(7);
        const string letters = "ab c'’@$!1.5,-?<b>|*_%41&#;\u001B[mп\u200B\uD835\uDC27é\u0301 \n";
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
    [InlineData("<")]
    [InlineData("a<!--")]
    [InlineData("\u001B[1")]
    [InlineData("nu mb ")]
    [InlineData("n*")]
    [InlineData("n|")]
    [InlineData("$a")]
    public void A_million_characters_take_less_than_seconds(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        var watch = Stopwatch.StartNew();

        Tokenizer.Tokenize(text);

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(8));
    }
}

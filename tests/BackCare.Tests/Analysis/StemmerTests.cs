using BackCare.Analysis;

namespace BackCare.Tests.Analysis;

public sealed class StemmerTests
{
    // The examples of Porter's paper, step by step, each run through to the end.
    [Theory]
    [InlineData("caresses", "caress")]
    [InlineData("ponies", "poni")]
    [InlineData("ties", "ti")]
    [InlineData("cats", "cat")]
    [InlineData("feed", "feed")]
    [InlineData("agreed", "agre")]
    [InlineData("plastered", "plaster")]
    [InlineData("motoring", "motor")]
    [InlineData("sing", "sing")]
    [InlineData("conflated", "conflat")]
    [InlineData("troubled", "troubl")]
    [InlineData("sized", "size")]
    [InlineData("hopping", "hop")]
    [InlineData("falling", "fall")]
    [InlineData("hissing", "hiss")]
    [InlineData("failing", "fail")]
    [InlineData("filing", "file")]
    [InlineData("happy", "happi")]
    [InlineData("sky", "sky")]
    [InlineData("relational", "relat")]
    [InlineData("conditional", "condit")]
    [InlineData("vietnamization", "vietnam")]
    [InlineData("operator", "oper")]
    [InlineData("feudalism", "feudal")]
    [InlineData("decisiveness", "decis")]
    [InlineData("hopefulness", "hope")]
    [InlineData("sensibiliti", "sensibl")]
    [InlineData("triplicate", "triplic")]
    [InlineData("electrical", "electr")]
    [InlineData("goodness", "good")]
    [InlineData("revival", "reviv")]
    [InlineData("allowance", "allow")]
    [InlineData("replacement", "replac")]
    [InlineData("adoption", "adopt")]
    [InlineData("bowdlerize", "bowdler")]
    [InlineData("probate", "probat")]
    [InlineData("rate", "rate")]
    [InlineData("cease", "ceas")]
    [InlineData("controll", "control")]
    [InlineData("roll", "roll")]
    [InlineData("possibly", "possibl")]
    [InlineData("psychology", "psycholog")]
    public void A_word_is_stripped_the_way_Porter_does(string word, string stem) => Stemmer.Stem(word).ShouldBe(stem);

    [Theory]
    [InlineData("massage", "massages", "massaging", "massaged")]
    [InlineData("exercise", "exercises", "exercising", "exercised")]
    [InlineData("relaxation", "relax", "relaxing", "relaxed")]
    public void The_forms_of_a_word_meet(params string[] forms) => forms.Select(Stemmer.Stem).Distinct().Count().ShouldBe(1);

    [Theory]
    [InlineData("")]
    [InlineData("is")]
    [InlineData("c5")]
    [InlineData("größen")]
    [InlineData("l4s1ing")]
    public void What_is_no_plain_English_word_stays_as_it_is(string word) => Stemmer.Stem(word).ShouldBe(word);

    [Fact]
    public void A_very_long_word_is_stemmed_too() => Stemmer.Stem(new string('a', 500) + "bing").ShouldBe(new string('a', 500) + "b");
}

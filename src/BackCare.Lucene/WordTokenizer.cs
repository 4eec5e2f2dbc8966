using BackCare.Analysis;
using Lucene.Net.Analysis.TokenAttributes;
using LuceneTokenizer = Lucene.Net.Analysis.Tokenizer;

namespace BackCare.Lucene;

/// <summary>Our words as Lucene's tokens.</summary>
internal sealed class WordTokenizer : LuceneTokenizer
{
    private readonly ICharTermAttribute _word;
    private readonly IOffsetAttribute _place;
    private IReadOnlyList<Token> _words = [];
    private int _next;
    private int _end;

    public WordTokenizer(TextReader input)
        : base(input)
    {
        _word = AddAttribute<ICharTermAttribute>();
        _place = AddAttribute<IOffsetAttribute>();
    }

    public override void Reset()
    {
        base.Reset();
        var text = m_input.ReadToEnd();
        (_words, _next, _end) = (Tokenizer.Tokenize(text), 0, text.Length);
    }

    public override bool IncrementToken()
    {
        ClearAttributes();
        if (_next == _words.Count)
            return false;
        var word = _words[_next++];
        _word.SetEmpty().Append(word.Text);
        _place.SetOffset(CorrectOffset(word.Start), CorrectOffset(word.Start + word.Length));
        return true;
    }

    public override void End()
    {
        base.End();
        _place.SetOffset(CorrectOffset(_end), CorrectOffset(_end));
    }
}

using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BackCare.Safety.Likeness;

/// <summary>Learns the patterns of a <see cref="Convolution"/> by Adam with decaying weights (Kingma and Ba 2015; Loshchilov and Hutter 2019) and dropout (Srivastava et al. 2014).</summary>
internal static class ConvolutionLearning
{
    private const int Patterns = 48;
    private const int Rounds = 10;
    private const int Batch = 16;
    private const float Rate = 0.001f;
    private const float Decay = 0.01f;
    private const float Dropout = 0.2f;

    /// <summary>A text as it is learned from.</summary>
    /// <param name="Numbers">All words' numbers, with room behind for the widest pattern.</param>
    /// <param name="Words">How many words.</param>
    /// <param name="IsFlag">What it is.</param>
    internal sealed record Text(float[] Numbers, int Words, bool IsFlag)
    {
        public static Text Of(IReadOnlyList<WordInput> words, bool isFlag)
        {
            var numbers = new float[(words.Count + Convolution.Widths[^1]) * WordInput.Size];
            for (var at = 0; at < words.Count; at++)
            {
                var row = numbers.AsSpan(at * WordInput.Size, WordInput.Size);
                words[at].ReadMeaning(row[..WordInput.MeaningSize]);
                for (var mark = 0; mark < WordInput.MarkCount; mark++)
                    row[WordInput.MeaningSize + mark] = words[at].Marks >> mark & 1;
            }

            return new Text(numbers, Math.Max(1, words.Count), isFlag);
        }
    }

    /// <summary>The patterns that tell red flags from harmless texts best.</summary>
    public static Convolution Learn(IReadOnlyList<Text> texts)
    {
        var learned = new Convolution(Patterns);
        var random = new Random(1);
        Begin(learned, random);
        var state = new State(learned);
        var order = Enumerable.Range(0, texts.Count).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            random.Shuffle(order);
            var rate = Rate * (1 - (round / (float)(Rounds + 1)));
            for (var from = 0; from < order.Length; from += Batch)
            {
                state.Clear();
                foreach (var at in order.AsSpan(from, Math.Min(Batch, order.Length - from)))
                    state.Add(texts[at], random);
                state.Step(rate);
            }
        }

        return learned;
    }

    private static void Begin(Convolution learned, Random random)
    {
        var at = 0;
        foreach (var width in Convolution.Widths)
        {
            var size = 0.35f * MathF.Sqrt(2f / width);
            for (var end = at + (Patterns * width * WordInput.Size); at < end; at++)
                learned.Weights[at] = ((random.NextSingle() * 2) - 1) * size;
        }

        for (var vote = 0; vote < learned.Votes.Length; vote++)
            learned.Votes[vote] = ((random.NextSingle() * 2) - 1) * 0.15f;
    }

    /// <summary>Gradients of a batch, and the means that Adam keeps.</summary>
    private sealed class State(Convolution learned)
    {
        private readonly Moments _weights = new(learned.Weights);
        private readonly Moments _offsets = new(learned.Offsets);
        private readonly Moments _votes = new(learned.Votes);
        private readonly Moments _constant = new(new float[4]);
        private readonly float[] _found = new float[learned.Votes.Length];
        private readonly int[] _where = new int[learned.Votes.Length];
        private readonly float[] _mask = new float[learned.Votes.Length];
        private int _steps;

        public void Clear()
        {
            foreach (var moments in (Moments[])[_weights, _offsets, _votes, _constant])
                Array.Clear(moments.Gradient);
        }

        public void Add(Text text, Random random)
        {
            Find(text);
            var score = learned.Constant;
            for (var at = 0; at < _mask.Length; at++)
            {
                _mask[at] = random.NextSingle() < Dropout ? 0 : 1 / (1 - Dropout);
                score += learned.Votes[at] * _found[at] * _mask[at];
            }

            var error = ((1 / (1 + MathF.Exp(-score))) - (text.IsFlag ? 1 : 0)) / Batch;
            _constant.Gradient[0] += error;
            var from = 0;
            for (var at = 0; at < _mask.Length; at++)
            {
                var length = Convolution.Widths[at / Patterns] * WordInput.Size;
                if (_mask[at] > 0)
                {
                    _votes.Gradient[at] += error * _found[at] * _mask[at];
                    if (_where[at] >= 0)
                    {
                        var share = error * learned.Votes[at] * _mask[at];
                        _offsets.Gradient[at] += share;
                        AddScaled(share, text.Numbers.AsSpan(_where[at] * WordInput.Size, length), _weights.Gradient.AsSpan(from, length));
                    }
                }

                from += length;
            }
        }

        public void Step(float rate)
        {
            _steps++;
            _weights.Step(rate, _steps, Decay);
            _offsets.Step(rate, _steps, 0);
            _votes.Step(rate, _steps, Decay);
            _constant.Step(rate, _steps, 0);
            learned.Constant = _constant.Values[0];
        }

        private void Find(Text text)
        {
            var from = 0;
            for (var at = 0; at < _found.Length; at++)
            {
                var length = Convolution.Widths[at / Patterns] * WordInput.Size;
                var weights = learned.Weights.AsSpan(from, length);
                var (best, where) = (float.MinValue, 0);
                for (var word = 0; word < text.Words; word++)
                {
                    var sum = Convolution.Dot(weights, text.Numbers.AsSpan(word * WordInput.Size, length));
                    if (sum > best)
                        (best, where) = (sum, word);
                }

                best += learned.Offsets[at];
                _found[at] = Math.Max(0, best);
                _where[at] = best > 0 ? where : -1;
                from += length;
            }
        }

        private static void AddScaled(float factor, ReadOnlySpan<float> what, Span<float> to)
        {
            var from = MemoryMarshal.Cast<float, Vector128<float>>(what);
            var sums = MemoryMarshal.Cast<float, Vector128<float>>(to);
            var all = Vector128.Create(factor);
            for (var at = 0; at < from.Length; at++)
                sums[at] += all * from[at];
        }
    }

    private sealed class Moments(float[] values)
    {
        private readonly float[] _mean = new float[values.Length];
        private readonly float[] _square = new float[values.Length];

        public float[] Values => values;

        public float[] Gradient { get; } = new float[values.Length];

        public void Step(float rate, int steps, float decay)
        {
            var w = MemoryMarshal.Cast<float, Vector128<float>>(values.AsSpan());
            var g = MemoryMarshal.Cast<float, Vector128<float>>(Gradient.AsSpan());
            var m = MemoryMarshal.Cast<float, Vector128<float>>(_mean.AsSpan());
            var v = MemoryMarshal.Cast<float, Vector128<float>>(_square.AsSpan());
            var step = Vector128.Create(rate / (1 - MathF.Pow(0.9f, steps)));
            var correction = Vector128.Create(1 / (1 - MathF.Pow(0.999f, steps)));
            for (var at = 0; at < w.Length; at++)
            {
                m[at] = (0.9f * m[at]) + (0.1f * g[at]);
                v[at] = (0.999f * v[at]) + (0.001f * g[at] * g[at]);
                w[at] = (w[at] * (1 - (rate * decay))) - (step * m[at] / (Vector128.Sqrt(v[at] * correction) + Vector128.Create(1e-7f)));
            }
        }
    }
}

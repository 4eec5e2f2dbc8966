using BackCare.Benchmarks;
using BenchmarkDotNet.Running;

if (args is ["search-at-size", .. var sizes])
    SearchAtSize.Run(sizes.Length == 0 ? [60, 100, 10_000, 100_000, 1_000_000] : [.. sizes.Select(int.Parse)]);
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);

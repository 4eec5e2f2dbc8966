using System.ComponentModel;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace BackCare.Tests.Storage;

/// <summary>A fact that is skipped, with the reason in words, where it is run against PostgreSQL and there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("BackCare.Tests.Storage." + nameof(StoreFactDiscoverer), "BackCare.Tests")]
public sealed class StoreFactAttribute : FactAttribute;

/// <summary>Finds what needs PostgreSQL by the collection that starts it.</summary>
public sealed class StoreFactDiscoverer(IMessageSink messages) : FactDiscoverer(messages)
{
    protected override IXunitTestCase CreateTestCase(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        new StoreTestCase(DiagnosticMessageSink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod);
}

/// <summary>A test of a store.</summary>
public sealed class StoreTestCase : XunitTestCase
{
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("Called by the deserializer only.")]
    public StoreTestCase()
    {
    }

    public StoreTestCase(IMessageSink messages, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(messages, display, options, method)
    {
    }

    protected override string? GetSkipReason(IAttributeInfo factAttribute) => NeedsPostgres ? PostgresCluster.Absence : base.GetSkipReason(factAttribute);

    private bool NeedsPostgres => TestMethod.TestClass.Class.GetCustomAttributes(typeof(CollectionAttribute))
        .Any(collection => collection.GetConstructorArguments().FirstOrDefault() is "PostgreSQL");
}

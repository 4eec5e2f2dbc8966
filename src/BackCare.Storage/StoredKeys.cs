using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace BackCare.Storage;

/// <summary>The keys that tokens are signed with, kept where conversations are: every node of a store reads every other's tokens, before and after a restart.</summary>
internal sealed class StoredKeys(IRecordStore store) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => [.. store.Keys().Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) => store.AddKey(friendlyName, element.ToString(SaveOptions.DisableFormatting));
}

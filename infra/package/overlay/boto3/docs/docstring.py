"""What boto3 hangs on its methods as documentation: here, nothing."""

from botocore.docs.docstring import ClientMethodDocstring

ActionDocstring = AttributeDocstring = BatchActionDocstring = CollectionDocstring = ClientMethodDocstring
CollectionMethodDocstring = IdentifierDocstring = LoadReloadDocstring = ReferenceDocstring = ClientMethodDocstring
ResourceWaiterDocstring = SubResourceDocstring = ClientMethodDocstring

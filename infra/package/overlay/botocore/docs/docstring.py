"""What botocore hangs on its methods as documentation: here, nothing."""


class ClientMethodDocstring(str):
    """No documentation, whatever it is asked to describe."""

    __slots__ = ()

    def __new__(cls, *_: object, **__: object) -> "ClientMethodDocstring":
        return super().__new__(cls)


WaiterDocstring = PaginatorDocstring = ClientMethodDocstring

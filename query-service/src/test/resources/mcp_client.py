"""Speaks to a running service by the official Python client; see McpClientsTest."""

import asyncio
import sys

from mcp.client.client import Client


async def speak(url: str, mode: str) -> None:
    async with Client(url, mode=mode) as client:
        tools = [tool.name for tool in (await client.list_tools()).tools]
        arguments = {"query": "leave", "freshness": {"token": "documents-0@0"}}
        found = await client.call_tool("search", arguments)
        wrong = await client.call_tool("search", {"qery": "x"})
        print(
            client.protocol_version,
            tools[0],
            "Annual leave is granted." in str(found.structured_content),
            bool(found.is_error),
            bool(wrong.is_error),
        )


async def main() -> None:
    await speak(sys.argv[1], "legacy")
    await speak(sys.argv[1], "auto")
    print("done")


asyncio.run(main())

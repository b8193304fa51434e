"""Calls the control plane by the Model Context Protocol, with the client of that protocol's own project."""

import asyncio
import json
import sys

from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client


async def main(url):
    async with streamable_http_client(url + "/__admin/mcp") as streams:
        async with ClientSession(streams[0], streams[1]) as session:
            introduced = await session.initialize()
            print(introduced.server_info.name, introduced.protocol_version)
            tools = (await session.list_tools()).tools
            print(len(tools) > 20, all(tool.input_schema["type"] == "object" for tool in tools))
            added = await session.call_tool("addFaults", {"content": {"do": {"status": 503}}, "world": "agent"})
            print(added.is_error, added.structured_content)
            refused = await session.call_tool("addFaults", {"content": {"do": {"status": 99}}})
            print(refused.is_error, json.loads(refused.content[0].text)["code"])
            resources = (await session.list_resources()).resources
            rules = await session.read_resource(resources[0].uri)
            print(resources[0].name, len(json.loads(rules.contents[0].text)["rules"]) > 100)


asyncio.run(main(sys.argv[1]))

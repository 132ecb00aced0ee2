#include "tests/ui/window/catalogue.h"

#include <QFile>
#include <QXmlStreamReader>

namespace kinovar::test {

namespace {

void read_translation(QXmlStreamReader& xml, CatalogueText& text) {
    text.finished = !xml.attributes().hasAttribute("type");
    if (!text.plural) {
        text.translations.append(xml.readElementText());
        return;
    }
    while (xml.readNextStartElement()) {
        text.translations.append(xml.readElementText());
    }
}

CatalogueText read_message(QXmlStreamReader& xml, const QString& context) {
    CatalogueText text;
    text.context = context;
    text.plural = xml.attributes().value("numerus") == QLatin1String("yes");
    while (xml.readNextStartElement()) {
        if (xml.name() == QLatin1String("source")) {
            text.source = xml.readElementText();
        } else if (xml.name() == QLatin1String("translation")) {
            read_translation(xml, text);
        } else {
            xml.skipCurrentElement();
        }
    }
    return text;
}

} // namespace

QList<CatalogueText> read_catalogue(const QString& path) {
    QList<CatalogueText> texts;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return texts;
    }
    QXmlStreamReader xml(&file);
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) {
            continue;
        }
        if (xml.name() == QLatin1String("name")) {
            context = xml.readElementText();
        } else if (xml.name() == QLatin1String("message")) {
            texts.append(read_message(xml, context));
        }
    }
    return xml.hasError() ? QList<CatalogueText>() : texts;
}

} // namespace kinovar::test

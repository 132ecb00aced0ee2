#include "ui/panels/media_details.h"

#include "ui/studio/text.h"

#include <QHeaderView>
#include <QLocale>

namespace kinovar::ui {

namespace {

constexpr double kMilli = 1000;

QString clock(double seconds, double rate) {
    return timecode(static_cast<std::int64_t>(seconds * rate + 0.5), rate);
}

QString rate_text(const media::VideoInfo& video) {
    const QString exact =
        to_qt(std::to_string(video.rate.num) + "/" + std::to_string(video.rate.den));
    const QString number = QLocale().toString(video.rate.value(), 'g', 6);
    return video.variable_rate ? MediaDetails::tr("%1 on average (%2), varies").arg(number, exact)
                               : MediaDetails::tr("%1 (%2)", "rate").arg(number, exact);
}

QString field_order_text(FieldOrder order) {
    switch (order) {
    case FieldOrder::Progressive:
        return MediaDetails::tr("whole frames");
    case FieldOrder::TopFirst:
        return MediaDetails::tr("fields, top first");
    case FieldOrder::BottomFirst:
        return MediaDetails::tr("fields, bottom first");
    case FieldOrder::Unknown:
        break;
    }
    return MediaDetails::tr("not stated");
}

QString kind_text(media::StreamKind kind) {
    switch (kind) {
    case media::StreamKind::Video:
        return MediaDetails::tr("Pictures");
    case media::StreamKind::Audio:
        return MediaDetails::tr("Sound");
    case media::StreamKind::Subtitle:
        return MediaDetails::tr("Subtitles");
    case media::StreamKind::Attachment:
        return MediaDetails::tr("Attachment");
    case media::StreamKind::Data:
        break;
    }
    return MediaDetails::tr("Data");
}

} // namespace

MediaDetails::MediaDetails(QWidget* parent) : QTreeWidget(parent) {
    setColumnCount(2);
    setHeaderHidden(true);
    setRootIsDecorated(true);
    setAlternatingRowColors(true);
    setTextElideMode(Qt::ElideMiddle);
    header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
}

void MediaDetails::show_info(const media::MediaInfo& info) {
    clear();
    add_file(info);
    if (info.has_video) {
        add_video(info);
    }
    add_streams(info);
    add_chapters(info);
    if (!info.metadata.empty()) {
        QTreeWidgetItem* group = add_group(tr("Metadata"));
        for (const auto& [name, value] : info.metadata) {
            add_line(group, to_qt(name), to_qt(value));
        }
    }
    if (!info.warnings.empty()) {
        QTreeWidgetItem* group = add_group(tr("Warnings"));
        for (const std::string& warning : info.warnings) {
            add_line(group, QString(), to_qt(warning));
        }
    }
    expandAll();
}

QTreeWidgetItem* MediaDetails::add_group(const QString& title) {
    auto* item = new QTreeWidgetItem(this, {title});
    QFont bold = font();
    bold.setBold(true);
    item->setFont(0, bold);
    return item;
}

void MediaDetails::add_line(QTreeWidgetItem* group, const QString& name, const QString& value) {
    if (!value.isEmpty()) {
        auto* item = new QTreeWidgetItem(group, {name, value});
        item->setToolTip(1, value);
    }
}

void MediaDetails::add_file(const media::MediaInfo& info) {
    QTreeWidgetItem* group = add_group(tr("File"));
    add_line(group, tr("Path"), to_qt(info.path));
    add_line(group, tr("Container"), to_qt(info.container));
    if (info.bytes > 0) {
        add_line(group, tr("Size"), QLocale().formattedDataSize(static_cast<qint64>(info.bytes)));
    }
    if (info.duration > 0) {
        add_line(group, tr("Length"),
                 info.has_video ? clock(info.duration, info.video.rate.value())
                                : tr("%1 s").arg(info.duration, 0, 'f', 1));
    }
}

void MediaDetails::add_video(const media::MediaInfo& info) {
    const media::VideoInfo& video = info.video;
    QTreeWidgetItem* group = add_group(tr("Pictures"));
    add_line(group, tr("Size"), tr("%1 × %2").arg(video.width).arg(video.height));
    add_line(group, tr("Frames"), QLocale().toString(static_cast<qlonglong>(video.frames)));
    add_line(group, tr("Frames a second"), rate_text(video));
    add_line(group, tr("Codec"), to_qt(video.codec));
    add_line(group, tr("Pixels"), to_qt(video.pixel_format));
    add_line(group, tr("Bits"), QString::number(video.layout.bits));
    if (video.pixel_aspect.num != video.pixel_aspect.den) {
        add_line(group, tr("Shape of a pixel"),
                 QStringLiteral("%1:%2").arg(video.pixel_aspect.num).arg(video.pixel_aspect.den));
    }
    if (video.rotation != 0) {
        add_line(group, tr("Turned by"), tr("%1°").arg(video.rotation));
    }
    add_line(group, tr("Fields"), field_order_text(video.field_order));
    add_line(group, tr("Timecode"), to_qt(video.timecode));
}

void MediaDetails::add_streams(const media::MediaInfo& info) {
    for (const media::StreamInfo& stream : info.streams) {
        if (stream.index == info.video_stream && info.has_video) {
            continue;
        }
        QTreeWidgetItem* group =
            add_group(tr("%1, stream %2").arg(kind_text(stream.kind)).arg(stream.index));
        add_line(group, tr("Codec"), to_qt(stream.codec));
        add_line(group, tr("Language"), to_qt(stream.language));
        add_line(group, tr("Title"), to_qt(stream.title));
        if (stream.sample_rate > 0) {
            add_line(group, tr("Samples"), tr("%1 kHz").arg(stream.sample_rate / kMilli));
            add_line(group, tr("Channels"), QString::number(stream.channels));
        }
    }
}

void MediaDetails::add_chapters(const media::MediaInfo& info) {
    if (info.chapters.empty()) {
        return;
    }
    const double rate = info.has_video ? info.video.rate.value() : kMilli;
    QTreeWidgetItem* group = add_group(tr("Chapters"));
    for (const media::Chapter& chapter : info.chapters) {
        add_line(group, clock(chapter.start, rate),
                 chapter.title.empty() ? tr("no title") : to_qt(chapter.title));
    }
}

} // namespace kinovar::ui

#include "ui/studio/detector_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <cmath>
#include <limits>

namespace kinovar::ui {

namespace {

using Judged = FoundHand::Judged;

constexpr const char* kHands = "hands";
constexpr const char* kFaces = "faces";
/// More frames than any film has: what is beyond is damaged.
constexpr double kMostFrames = 1e9;

QJsonArray array_of(const detect::Box& box) {
    return {box[0], box[1], box[2], box[3]};
}

detect::Box box_from(const QJsonValue& value) {
    const QJsonArray array = value.toArray();
    detect::Box box{};
    for (qsizetype i = 0; i < std::min<qsizetype>(array.size(), 4); ++i) {
        box.at(static_cast<std::size_t>(i)) = std::clamp(array.at(i).toDouble(), -1.0, 2.0);
    }
    return box;
}

std::int64_t frame_from(const QJsonValue& value) {
    return static_cast<std::int64_t>(std::clamp(value.toDouble(), 0.0, kMostFrames));
}

/// JSON has no NaN: null stands for it.
QJsonValue number_of(double value) {
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue();
}

double number_from(const QJsonValue& value) {
    return value.isDouble() ? value.toDouble() : std::numeric_limits<double>::quiet_NaN();
}

QJsonObject object_of(const detect::HandSighting& sighting) {
    return {{"frame", static_cast<qint64>(sighting.frame)},
            {"box", array_of(sighting.box)},
            {"presence", sighting.presence},
            {"jitter", sighting.jitter},
            {"change", sighting.change},
            {"uncertainty", sighting.uncertainty}};
}

detect::HandSighting sighting_from(const QJsonObject& object, int track) {
    detect::HandSighting sighting;
    sighting.track = track;
    sighting.frame = frame_from(object["frame"]);
    sighting.box = box_from(object["box"]);
    sighting.presence = object["presence"].toDouble();
    sighting.jitter = object["jitter"].toDouble();
    sighting.change = object["change"].toDouble();
    sighting.uncertainty = object["uncertainty"].toDouble();
    return sighting;
}

QString text_of(Judged judged) {
    switch (judged) {
    case Judged::Fine:
        return QStringLiteral("fine");
    case Judged::ToMend:
        return QStringLiteral("to mend");
    case Judged::Open:
        break;
    }
    return QStringLiteral("open");
}

Judged judged_from(const QString& text) {
    for (const Judged judged : {Judged::Fine, Judged::ToMend}) {
        if (text == text_of(judged)) {
            return judged;
        }
    }
    return Judged::Open;
}

std::string wrapped(const char* name, const QJsonArray& array) {
    return QJsonDocument(QJsonObject{{QLatin1String(name), array}})
        .toJson(QJsonDocument::Compact)
        .toStdString();
}

QJsonArray unwrapped(const char* name, const std::string& json) {
    return QJsonDocument::fromJson(QByteArray::fromStdString(json))
        .object()[QLatin1String(name)]
        .toArray();
}

} // namespace

std::string hands_to_json(const std::vector<FoundHand>& hands) {
    QJsonArray all;
    for (const FoundHand& hand : hands) {
        QJsonArray sightings;
        for (const detect::HandSighting& sighting : hand.track.sightings) {
            sightings.append(object_of(sighting));
        }
        all.append(QJsonObject{{"first", static_cast<qint64>(hand.track.first)},
                               {"last", static_cast<qint64>(hand.track.last)},
                               {"worst", object_of(hand.track.worst)},
                               {"sightings", sightings},
                               {"judged", text_of(hand.judged)}});
    }
    return wrapped(kHands, all);
}

std::vector<FoundHand> hands_from_json(const std::string& json) {
    std::vector<FoundHand> hands;
    for (const QJsonValue& value : unwrapped(kHands, json)) {
        const QJsonObject object = value.toObject();
        FoundHand hand;
        hand.track.track = static_cast<int>(hands.size());
        hand.track.first = frame_from(object["first"]);
        hand.track.last = std::max(hand.track.first, frame_from(object["last"]));
        hand.track.worst = sighting_from(object["worst"].toObject(), hand.track.track);
        for (const QJsonValue& sighting : object["sightings"].toArray()) {
            hand.track.sightings.push_back(sighting_from(sighting.toObject(), hand.track.track));
        }
        hand.judged = judged_from(object["judged"].toString());
        hands.push_back(std::move(hand));
    }
    return hands;
}

std::string faces_to_json(const std::vector<detect::FaceTrack>& faces) {
    QJsonArray all;
    for (const detect::FaceTrack& face : faces) {
        QJsonArray sights;
        for (const auto& sight : face.sights) {
            sights.append(QJsonObject{{"frame", static_cast<qint64>(sight.frame)},
                                      {"box", array_of(sight.box)},
                                      {"distance", number_of(sight.distance)},
                                      {"plastic", number_of(sight.plastic)},
                                      {"micro_motion", number_of(sight.micro_motion)},
                                      {"asymmetry", number_of(sight.asymmetry)}});
        }
        all.append(QJsonObject{{"first", static_cast<qint64>(face.shot.first)},
                               {"last", static_cast<qint64>(face.shot.last)},
                               {"sights", sights}});
    }
    return wrapped(kFaces, all);
}

std::vector<detect::FaceTrack> faces_from_json(const std::string& json) {
    std::vector<detect::FaceTrack> faces;
    for (const QJsonValue& value : unwrapped(kFaces, json)) {
        const QJsonObject object = value.toObject();
        detect::FaceTrack face;
        face.track = static_cast<int>(faces.size());
        face.shot.first = frame_from(object["first"]);
        face.shot.last = std::max(face.shot.first, frame_from(object["last"]));
        for (const QJsonValue& entry : object["sights"].toArray()) {
            const QJsonObject sight = entry.toObject();
            face.sights.push_back({frame_from(sight["frame"]), box_from(sight["box"]),
                                   number_from(sight["distance"]), number_from(sight["plastic"]),
                                   number_from(sight["micro_motion"]),
                                   number_from(sight["asymmetry"])});
        }
        faces.push_back(std::move(face));
    }
    return faces;
}

} // namespace kinovar::ui

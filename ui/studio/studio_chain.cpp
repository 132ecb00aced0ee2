// The chain that is worked on.

#include "core/steps/step_catalogue.h"
#include "ui/studio/studio.h"

namespace kinovar::ui {

const pipeline::Chain& Studio::chain() const {
    static const pipeline::Chain none;
    if (!has_project()) {
        return none;
    }
    if (scope_ == ChainScope::Shot && shot_ != 0) {
        return document_->chain_of(shot_, take());
    }
    const auto* reel = document_->get<project::Reel>(reel_);
    return reel == nullptr ? none : reel->chain;
}

void Studio::set_scope(ChainScope scope) {
    if (scope == scope_) {
        return;
    }
    scope_ = scope;
    forget_solo();
    Q_EMIT scope_changed();
    Q_EMIT chain_changed();
    Q_EMIT views_changed();
}

bool Studio::edit_chain(const QString& name, const pipeline::Chain& chain,
                        const QString& merge_key) {
    if (!has_project() || reel_ == 0) {
        return false;
    }
    project::EditBuilder builder(*document_);
    put_chain(builder, chain);
    return edit(builder.finish(name.toStdString()), merge_key);
}

void Studio::put_chain(project::EditBuilder& builder, const pipeline::Chain& chain) const {
    if (scope_ == ChainScope::Reel) {
        project::Reel reel = *document_->get<project::Reel>(reel_);
        reel.chain = chain;
        builder.update(reel);
    } else if (const auto* present = document_->get<project::Take>(take())) {
        project::Take take = *present;
        take.chain = chain;
        builder.update(take);
    } else {
        project::Take take;
        take.shot = shot_;
        take.name = "1";
        take.chain = chain;
        project::Shot shot = *document_->get<project::Shot>(shot_);
        shot.pick = builder.insert(take);
        builder.update(shot);
    }
}

const pipeline::StepType* Studio::step_type(const std::string& name) {
    for (const pipeline::StepType& type : steps::step_catalogue()) {
        if (type.name == name) {
            return &type;
        }
    }
    return nullptr;
}

} // namespace kinovar::ui

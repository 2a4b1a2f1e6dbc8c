// The lines of G-code that stand written out in a template.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. Text and expressions are gone through in the order in which they are written; statements
//    print nothing, and loops and conditions are taken for what is inside of them.
// 2. A line begins at the start and behind each line end.  As long as only blanks have come since,
//    what comes next is its first word.
// 3. A line that goes on in a branch of a condition is known as far as the condition; a branch
//    that begins with a line also ends it.
// 4. An expression before the first word has ended makes the line's command unknown.
#include "template/written_lines.hpp"

#include <string_view>
#include <utility>

namespace escapement::templates {
namespace {

class LineFinder {
  public:
    explicit LineFinder(const Tree& tree) : tree_(tree) {}

    std::vector<WrittenLine> all() {
        visit(tree_.body);
        end_line();
        return std::move(found_);
    }

  private:
    void visit(NodeId id) {
        if (id == 0) return;
        const Node& node = tree_.nodes[id];
        if (node.type == Type::data) return take_text(node);
        if (node.type == Type::output) return take_expression();
        if (node.type == Type::loop) {
            visit_branch(tree_.loops[node.number].body);
            return visit_branch(tree_.loops[node.number].otherwise);
        }
        if (node.type == Type::condition || node.type == Type::with) visit_branch(node.b);
        if (node.type == Type::condition) visit_branches(node);
        if (node.type == Type::block)
            for (const NodeId child : tree_.children_of(node)) visit(child);
    }
    void visit_branches(const Node& node) {
        for (const NodeId child : tree_.children_of(node)) visit_branch(tree_.nodes[child].b);
        visit_branch(node.c);
    }
    void visit_branch(NodeId id) {
        const auto line = line_;
        if (state_ != State::start) take_expression();
        const auto state = state_;
        visit(id);
        if (state == State::start) end_line();
        line_ = line;
        state_ = state;
    }

    void take_text(const Node& node) {
        const auto text = tree_.text(node.text);
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == '\n')
                end_line();
            else
                take_character(text[i], node.begin + i);
        }
    }

    void take_character(char c, std::size_t at) {
        if (state_ == State::unknown || state_ == State::cut) return;
        if (line_.text.empty()) {
            if (c == ' ' || c == '\t') return;
            line_.begin = at;
            state_ = State::word;
        } else if (c == ' ' || c == '\t') {
            state_ = State::rest;
        }
        line_.text += c;
    }

    void take_expression() {
        if (state_ == State::rest)
            state_ = State::cut;
        else if (state_ != State::cut)
            state_ = State::unknown;
    }

    void end_line() {
        if (state_ != State::start && state_ != State::unknown) found_.push_back(line_);
        line_ = {};
        state_ = State::start;
    }

    enum class State { start, word, rest, cut, unknown };

    const Tree& tree_;
    std::vector<WrittenLine> found_;
    WrittenLine line_;
    State state_ = State::start;
};

}  // namespace

std::vector<WrittenLine> written_lines(const Tree& tree) {
    return LineFinder(tree).all();
}

}  // namespace escapement::templates
